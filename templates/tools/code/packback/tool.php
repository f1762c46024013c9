<?php

require __DIR__ . '/vendor/autoload.php';

use Firebase\JWT\JWT;
use GuzzleHttp\Client;
use Packback\Lti1p3\Interfaces\ICache;
use Packback\Lti1p3\Interfaces\ICookie;
use Packback\Lti1p3\Interfaces\IDatabase;
use Packback\Lti1p3\Interfaces\ILtiDeployment;
use Packback\Lti1p3\Interfaces\ILtiRegistration;
use Packback\Lti1p3\JwksEndpoint;
use Packback\Lti1p3\LtiDeployment;
use Packback\Lti1p3\LtiMessageLaunch;
use Packback\Lti1p3\LtiOidcLogin;
use Packback\Lti1p3\LtiRegistration;
use Packback\Lti1p3\LtiServiceConnector;

const ISSUER = {{ issuer }};
const CLIENT_ID = {{ client_id }};
const DEPLOYMENTS = [{{ deployments | join(sep=", ") }}];

final class Database implements IDatabase
{
    public function findRegistrationByIssuer(string $iss, ?string $clientId = null): ?ILtiRegistration
    {
        if ($iss !== ISSUER || ($clientId !== null && $clientId !== CLIENT_ID)) {
            return null;
        }

        return LtiRegistration::new([
            'issuer' => ISSUER,
            'clientId' => CLIENT_ID,
            'authLoginUrl' => {{ auth_url }},
            'authTokenUrl' => {{ token_url }},
            'authServer' => {{ token_url }},
            'keySetUrl' => {{ jwks_url }},
            'kid' => 'tool-key-1',
            'toolPrivateKey' => file_get_contents(__DIR__ . '/private.pem'),
        ]);
    }

    public function findDeployment(string $iss, string $deploymentId, ?string $clientId = null): ?ILtiDeployment
    {
        $known = $iss === ISSUER && in_array($deploymentId, DEPLOYMENTS, true);

        return $known ? LtiDeployment::new($deploymentId) : null;
    }
}

// One file a value; in production a cache that your application has anyway.
final class Cache implements ICache
{
    private function file(string $key): string
    {
        return sys_get_temp_dir() . '/lti-' . hash('sha256', $key);
    }

    private function get(string $key): mixed
    {
        return is_file($this->file($key)) ? json_decode(file_get_contents($this->file($key)), true) : null;
    }

    private function put(string $key, mixed $value): void
    {
        file_put_contents($this->file($key), json_encode($value));
    }

    public function getLaunchData(string $key): ?array
    {
        return $this->get("launch $key");
    }

    public function cacheLaunchData(string $key, array $jwtBody): void
    {
        $this->put("launch $key", $jwtBody);
    }

    public function cacheNonce(string $nonce, string $state): void
    {
        $this->put("nonce $nonce", $state);
    }

    public function checkNonceIsValid(string $nonce, string $state): bool
    {
        $known = $this->get("nonce $nonce") === $state;
        $this->put("nonce $nonce", null); // a nonce opens one session

        return $known;
    }

    public function cacheAccessToken(string $key, string $accessToken): void
    {
        $this->put("token $key", $accessToken);
    }

    public function getAccessToken(string $key): ?string
    {
        return $this->get("token $key");
    }

    public function clearAccessToken(string $key): void
    {
        $this->put("token $key", null);
    }
}

final class Cookie implements ICookie
{
    public function getCookie(string $name): ?string
    {
        return $_COOKIE[$name] ?? null;
    }

    public function setCookie(string $name, string $value, $exp = 3600, $options = []): void
    {
{%- if secure %}
        $flags = ['secure' => true, 'samesite' => 'None']; // so that it also comes back in a frame of another site
{%- else %}
        $flags = ['samesite' => 'Lax']; // for plain http on this machine
{%- endif %}
        setcookie($name, $value, $flags + $options + ['expires' => time() + $exp, 'path' => '/', 'httponly' => true]);
    }
}

JWT::$leeway = 5;
$database = new Database();
$cache = new Cache();
$cookie = new Cookie();

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case {{ login_path }}:
        $login = new LtiOidcLogin($database, $cache, $cookie);
        header('Location: ' . $login->getRedirectUrl({{ redirect_uri }}, $_REQUEST), true, 302);
        break;
    case {{ launch_path }}:
        $connector = new LtiServiceConnector($cache, new Client());
        $launch = LtiMessageLaunch::new($database, $cache, $cookie, $connector)->initialize($_POST);
        echo 'Hello ' . htmlspecialchars($launch->getLaunchData()['name'] ?? 'stranger');
        break;
    case {{ keys_path }}:
        header('Content-Type: application/json');
        echo json_encode(JwksEndpoint::fromIssuer($database, ISSUER)->getPublicJwks());
        break;
    default:
        http_response_code(404);
}
