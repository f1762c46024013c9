package tool;

import java.security.Principal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Tool {

    public static void main(String[] arguments) {
        SpringApplication.run(Tool.class, arguments);
    }

    @GetMapping({{ home_path }})
    String home(Principal person) {
        return "Hello " + person.getName();
    }
}
