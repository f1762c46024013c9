<?php

require __DIR__ . '/vendor/autoload.php';

use ceLTIc\LTI\DataConnector\DataConnector;
use ceLTIc\LTI\Jwt\Jwt;
use ceLTIc\LTI\Platform;
use ceLTIc\LTI\Tool;

final class MyTool extends Tool
{
    public function __construct(DataConnector $connector)
    {
        parent::__construct($connector);
        $this->signatureMethod = 'RS256';
        $this->kid = 'tool-key-1';
        $this->rsaKey = file_get_contents(__DIR__ . '/private.pem');
        $this->jku = {{ origin }} . {{ keys_path }};
    }

    protected function onLaunch(): void
    {
        $name = $this->userResult->fullname ?: 'stranger';
        $this->output = 'Hello ' . htmlspecialchars($name);
    }
}

$database = new PDO(
    getenv('DATABASE_DSN') ?: 'mysql:host=localhost;dbname=tool',
    getenv('DATABASE_USER') ?: null,
    getenv('DATABASE_PASSWORD') ?: null,
);
$connector = DataConnector::getDataConnector($database);

// Each deployment is a platform of its own here; saving again changes nothing.
foreach ([{{ deployments | join(sep=", ") }}] as $deployment) {
    $platform = Platform::fromPlatformId({{ issuer }}, {{ client_id }}, $deployment, $connector);
    $platform->name = 'Homeroom';
    $platform->authenticationUrl = {{ auth_url }};
    $platform->accessTokenUrl = {{ token_url }};
    $platform->authorizationServerId = null; // the token URL
    $platform->jku = {{ jwks_url }};
    $platform->rsaKey = null; // read at the JWKS URL
    $platform->signatureMethod = 'RS256';
    $platform->enabled = true;
    $platform->save();
}

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case {{ keys_path }}:
        header('Content-Type: application/json');
        $tool = new MyTool($connector);
        echo json_encode(Jwt::getJwtClient()::getJWKS($tool->rsaKey, $tool->signatureMethod, $tool->kid));
        break;
    case {{ login_path }}:
{%- if launch_path != login_path %}
    case {{ launch_path }}:
{%- endif %}
{%- if secure %}
        session_set_cookie_params(['secure' => true, 'samesite' => 'None', 'httponly' => true]);
{%- else %}
        session_set_cookie_params(['samesite' => 'Lax', 'httponly' => true]); // for plain http on this machine
{%- endif %}
        session_start();
        (new MyTool($connector))->handleRequest(); // logins and launches alike
        break;
    default:
        http_response_code(404);
}
