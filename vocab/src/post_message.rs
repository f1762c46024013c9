//! Subjects of messages between the frames of tool and platform.

use crate::term::terms;

terms! {
    /// Which messages does the platform understand?
    CAPABILITIES = "lti.capabilities", "PST-003";
    /// Store a value.
    PUT_DATA = "lti.put_data", "PST-020";
    /// Read a value.
    GET_DATA = "lti.get_data", "PST-021";
    /// Change the height of the tool's frame.
    FRAME_RESIZE = "lti.frameResize", "PST-040";
    /// Close the dialog of the tool.
    CLOSE = "lti.close", "PST-041";
    /// Close the registration window.
    REGISTRATION_CLOSE = "org.imsglobal.lti.close", "DYN-010";
    /// The older word for [`CAPABILITIES`].
    OLD_CAPABILITIES = "org.imsglobal.lti.capabilities", "PST-011";
    /// The older word for [`PUT_DATA`].
    OLD_PUT_DATA = "org.imsglobal.lti.put_data", "PST-011";
    /// The older word for [`GET_DATA`].
    OLD_GET_DATA = "org.imsglobal.lti.get_data", "PST-011";
}
