package tool;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import uk.ac.ox.ctl.lti13.Lti13Configurer;

@Configuration
@EnableWebSecurity
public class LtiConfiguration {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        Lti13Configurer lti = new Lti13Configurer();
        lti.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers("/error").permitAll()
                .anyRequest().authenticated());
        http.with(lti, Customizer.withDefaults());
        return http.build();
    }

    @Bean
    ClientRegistrationRepository platforms() {
        ClientRegistration homeroom = ClientRegistration.withRegistrationId("homeroom")
                .clientId({{ client_id }})
                // Spring has no implicit flow any more; the library asks for an id_token all the same.
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .scope("openid")
                .redirectUri("{baseUrl}/lti/login")
                .issuerUri({{ issuer }})
                .authorizationUri({{ auth_url }})
                .tokenUri({{ token_url }})
                .jwkSetUri({{ jwks_url }})
                .build();
        return new InMemoryClientRegistrationRepository(homeroom);
    }
}
