import { javaFunction } from '../../base/java-names.ts'
import { javaPom } from './java-pom.ts'
import type { NewProject, ProjectLanguage } from './project.ts'

/** A new project whose handlers are Java. */
export const javaProject: ProjectLanguage = {
  runtime: 'java21',
  scripts: {
    build: 'mvn -q -B compile',
    dev: 'npm run build && apigen dev',
    check: 'apigen generate --check && mvn -q -B verify',
  },
  settings: ({ name }) => [{ path: 'pom.xml', text: javaPom(name) }],
  ignored: ['target/'],
  needs: 'It needs a JDK, 17 or later, and Maven.',
  comments: {
    generate: "types, handlers' frames, checks, policies, clients, the gateway document",
    dev: 'the API at http://127.0.0.1:3000; a handler that is saved is built, and answers next',
    build: 'gets the libraries and compiles everything',
    test: 'calls the handler as Lambda does',
    check: 'in CI: are the generated files fresh, and does everything compile?',
  },
  first: (project) => ({
    files: [
      { path: 'handlers/java/Greet.java', text: HANDLER },
      { path: 'tests/ApiTest.java', text: testOf(project) },
    ],
    test: 'mvn -q -B test',
  }),
}

const HANDLER = `package handlers.java;

import generated.handlers.java.GreetOperation;
import generated.handlers.java.models.Greeting;
import generated.handlers.java.runtime.Context;

/** \`GET /greetings/{name}\`: Greets somebody. */
public final class Greet implements GreetOperation {
    @Override
    public Response handle(Request request, Context context) {
        return new Ok(new Greeting("Hello, " + request.path().name() + "!"));
    }
}
`

function testOf({ name }: NewProject): string {
  const type = javaFunction(`${name.slice(0, 32).replace(/-$/, '')}-greet`)
  return `import static org.junit.jupiter.api.Assertions.assertEquals;

import generated.handlers.java.functions.${type};
import generated.handlers.java.runtime.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiTest {
    @Test
    void greetsByName() throws Exception {
        Object event = Map.of("httpMethod", "GET", "resource", "/greetings/{name}", "pathParameters", Map.of("name", "Ada"), "requestContext", Map.of());
        Map<?, ?> answer = (Map<?, ?>) new ${type}().service().handle(event, null);
        assertEquals(200, answer.get("statusCode"));
        assertEquals(Map.of("text", "Hello, Ada!"), Json.read((String) answer.get("body")));
    }
}
`
}
