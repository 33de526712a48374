import { javaFunction } from '../base/java-names.ts'
import { printJson } from '../base/json.ts'
import { javaPom } from './java-pom.ts'
import { CONFIG, type NewProject, type ProjectFile, projectScripts, specOf } from './new-project.ts'

const RUNTIME = 'java21'

/** The files of a new project whose handlers are Java, the user's from the first moment on. */
export function javaProjectFiles(project: NewProject): readonly ProjectFile[] {
  const { name, spec, dependency } = project
  const first = spec === undefined
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      ...projectScripts,
      build: 'mvn -q -B compile',
      dev: 'npm run build && apigen dev',
      check: 'apigen generate --check && mvn -q -B verify',
      ...(first && { test: 'mvn -q -B test' }),
    },
    devDependencies: { [dependency[0]]: dependency[1] },
  }
  return [
    ...(first
      ? [
          { path: 'openapi.yaml', text: specOf(project) },
          { path: 'handlers/java/Greet.java', text: HANDLER },
          { path: 'tests/ApiTest.java', text: testOf(project) },
        ]
      : []),
    { path: CONFIG, text: `spec: ${spec ?? 'openapi.yaml'}\nfunctions:\n  runtime: ${RUNTIME}\nstages:\n  dev: {}\n` },
    { path: 'package.json', text: printJson(manifest) },
    { path: 'pom.xml', text: javaPom(name) },
    { path: '.gitignore', text: 'node_modules/\n.apigen/\ntarget/\n' },
    { path: 'README.md', text: readmeOf(project) },
  ]
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

function readmeOf({ title, spec }: NewProject): string {
  const tests = spec === undefined ? 'npm test            # calls the handler as Lambda does\n' : ''
  return `# ${title}

\`${spec ?? 'openapi.yaml'}\` is the API. It needs a JDK, 17 or later, and Maven. After a change of it:

\`\`\`
npm run generate    # types, handlers' frames, checks, policies, clients, the gateway document
npm run dev         # builds, and serves the API at http://127.0.0.1:3000
npm run build       # after a change of a handler: \`dev\` takes the new classes
${tests}npm run check       # in CI: are the generated files fresh, and does everything compile?
\`\`\`

\`generated/\` is apigen's; commit it, do not edit it. \`handlers/\` is yours: a file is made once for each new operation.
`
}
