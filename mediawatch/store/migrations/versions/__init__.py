"""One file per step, numbered. A file that has been released is never changed."""
