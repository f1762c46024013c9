//! Names of Dynamic Registration.

use crate::term::terms;

terms! {
    /// Query parameter: where the platform describes itself.
    OPENID_CONFIGURATION = "openid_configuration", "DYN-001";
    /// Query parameter: the right to register once.
    REGISTRATION_TOKEN = "registration_token", "DYN-001";
    /// Member of the platform's description that LTI adds.
    PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration", "DYN-034";
    /// Member of the tool's registration that LTI adds.
    TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration", "DYN-046";
}

/// Members of the platform's `openid-configuration`.
pub mod platform {
    use crate::term::terms;

    terms! {
        /// The issuer.
        ISSUER = "issuer", "DYN-030";
        /// Where authentication requests go.
        AUTHORIZATION_ENDPOINT = "authorization_endpoint", "DYN-030";
        /// Where access tokens are given.
        TOKEN_ENDPOINT = "token_endpoint", "DYN-030";
        /// The platform's key set.
        JWKS_URI = "jwks_uri", "DYN-030";
        /// Where a tool registers itself.
        REGISTRATION_ENDPOINT = "registration_endpoint", "DYN-030";
        /// How clients may prove themselves.
        TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED = "token_endpoint_auth_methods_supported", "DYN-031";
        /// Algorithms of client assertions.
        TOKEN_ENDPOINT_AUTH_SIGNING_ALG_VALUES_SUPPORTED = "token_endpoint_auth_signing_alg_values_supported", "DYN-031";
        /// Scopes on offer.
        SCOPES_SUPPORTED = "scopes_supported", "DYN-032";
        /// Response types on offer.
        RESPONSE_TYPES_SUPPORTED = "response_types_supported", "DYN-032";
        /// Kinds of `sub`.
        SUBJECT_TYPES_SUPPORTED = "subject_types_supported", "DYN-032";
        /// Algorithms of the `id_token`.
        ID_TOKEN_SIGNING_ALG_VALUES_SUPPORTED = "id_token_signing_alg_values_supported", "DYN-032";
        /// Claims on offer.
        CLAIMS_SUPPORTED = "claims_supported", "DYN-032";
        /// The audience of client assertions, if it is not the token endpoint.
        AUTHORIZATION_SERVER = "authorization_server", "DYN-033";
        /// The product, inside the LTI part.
        PRODUCT_FAMILY_CODE = "product_family_code", "DYN-034";
        /// Its version, inside the LTI part.
        VERSION = "version", "DYN-034";
        /// Messages on offer, inside the LTI part.
        MESSAGES_SUPPORTED = "messages_supported", "DYN-034";
        /// Variables on offer, inside the LTI part.
        VARIABLES = "variables", "DYN-034";
        /// Notices on offer, inside the LTI part.
        NOTICE_TYPES_SUPPORTED = "notice_types_supported", "DYN-035";
    }
}

/// Members of a tool's registration.
pub mod tool {
    use crate::term::terms;

    terms! {
        /// The id that the platform gave.
        CLIENT_ID = "client_id", "DYN-007";
        /// The deployment that the platform made, inside the LTI part.
        DEPLOYMENT_ID = "deployment_id", "DYN-007";
        /// The kind of application.
        APPLICATION_TYPE = "application_type", "DYN-040";
        /// Response types it uses.
        RESPONSE_TYPES = "response_types", "DYN-041";
        /// Grant types it uses.
        GRANT_TYPES = "grant_types", "DYN-041";
        /// The login URL.
        INITIATE_LOGIN_URI = "initiate_login_uri", "DYN-042";
        /// Where launches may go.
        REDIRECT_URIS = "redirect_uris", "DYN-042";
        /// The name of the tool.
        CLIENT_NAME = "client_name", "DYN-042";
        /// The tool's key set.
        JWKS_URI = "jwks_uri", "DYN-042";
        /// How it proves itself at the token endpoint.
        TOKEN_ENDPOINT_AUTH_METHOD = "token_endpoint_auth_method", "DYN-043";
        /// The scopes it asks for.
        SCOPE = "scope", "DYN-044";
        /// A logo.
        LOGO_URI = "logo_uri", "DYN-045";
        /// A home page.
        CLIENT_URI = "client_uri", "DYN-045";
        /// A privacy policy.
        POLICY_URI = "policy_uri", "DYN-045";
        /// Terms of service.
        TOS_URI = "tos_uri", "DYN-045";
        /// Whom to write to.
        CONTACTS = "contacts", "DYN-045";
        /// The host of the tool, inside the LTI part.
        DOMAIN = "domain", "DYN-046";
        /// The default target, inside the LTI part and in a message.
        TARGET_LINK_URI = "target_link_uri", "DYN-046";
        /// The claims it wants, inside the LTI part.
        CLAIMS = "claims", "DYN-046";
        /// The messages it takes, inside the LTI part.
        MESSAGES = "messages", "DYN-046";
        /// Further hosts, inside the LTI part.
        SECONDARY_DOMAINS = "secondary_domains", "DYN-047";
        /// What the tool does, inside the LTI part.
        DESCRIPTION = "description", "DYN-047";
        /// Custom parameters, inside the LTI part and in a message.
        CUSTOM_PARAMETERS = "custom_parameters", "DYN-047";
        /// The kind of a message.
        TYPE = "type", "DYN-049";
        /// The label of a message.
        LABEL = "label", "DYN-049";
        /// The icon of a message.
        ICON_URI = "icon_uri", "DYN-049";
        /// Where a message is offered.
        PLACEMENTS = "placements", "DYN-049";
        /// To whom a message is offered.
        ROLES = "roles", "DYN-049";
    }
}

/// Places of the platform that offer a tool.
pub mod placement {
    use crate::term::terms;

    terms! {
        /// Where course content is added.
        CONTENT_AREA = "ContentArea", "DYN-035";
        /// The editor of formatted text.
        RICH_TEXT_EDITOR = "RichTextEditor", "DYN-035";
        /// Where an asset processor is attached to an activity.
        ACTIVITY_ASSET_PROCESSOR = "ActivityAssetProcessor", "AP-001";
    }
}
