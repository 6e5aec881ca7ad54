revoke all on people_person, people_organisation, django_session, django_content_type, django_migrations,
  account_emailaddress, account_emailconfirmation, mfa_authenticator from {app};
