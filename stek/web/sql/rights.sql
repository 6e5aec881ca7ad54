-- Nothing is granted by default. Accounts and sessions: what signing in needs.
grant select, insert, update on people_person to {app};
grant select, insert, update on people_organisation to {app};
grant select, insert, update, delete on django_session to {app};
grant select on django_content_type, django_migrations to {app};
grant select, insert, update, delete on account_emailaddress, account_emailconfirmation, mfa_authenticator to {app};
