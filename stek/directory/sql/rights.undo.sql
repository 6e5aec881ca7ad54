revoke all on directory_initiative, directory_offer, directory_waitingcheck, directory_editor, directory_nothingfits
  from {app};
