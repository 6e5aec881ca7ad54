from .files import directory_export_csv, directory_export_json, directory_import
from .keeping import offer_change, offer_create, offer_end, waiting_check_create
from .looking import directory, nothing_fits_create, offer

__all__ = [
    "directory",
    "directory_export_csv",
    "directory_export_json",
    "directory_import",
    "nothing_fits_create",
    "offer",
    "offer_change",
    "offer_create",
    "offer_end",
    "waiting_check_create",
]
