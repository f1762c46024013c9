//! An LTI 1.3 tool kit for actix-web and the reference tool of Homeroom.
