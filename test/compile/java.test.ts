import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { conformance } from '../support/conformance.ts'
import { compileJava, javaLibraries, javaOf } from '../support/java.ts'
import { presentInFull } from '../support/program.ts'
import { pick } from '../support/random.ts'
import { specFiles } from '../support/spec-files.ts'

const specs = {
  petstore: '../../specs/petstore.yaml',
  names: '../golden/java/spec.yaml',
  orders: '../../specs/orders/openapi.yaml',
  unions: '../golden/schemas/spec.yaml',
}

/** What a user of the petstore may write, and what the compiler has to refuse: each line that ends in `// wrong`. */
const HANDLERS = `package handlers.java;

import generated.handlers.java.CreatePetOperation;
import generated.handlers.java.GetPetOperation;
import generated.handlers.java.ListPetsOperation;
import generated.handlers.java.models.Error;
import generated.handlers.java.models.IndoorCare;
import generated.handlers.java.models.Pet;
import generated.handlers.java.runtime.Around;
import generated.handlers.java.runtime.Context;
import generated.handlers.java.runtime.Idempotency;
import java.util.List;

final class Right implements CreatePetOperation {
    @Override
    public Response handle(Request request, Context context) {
        if (request.body().care() instanceof IndoorCare indoor && indoor.hoursAlone() > 5) throw failure(new BadRequest(new Error("a", "b")));
        Pet pet = Pet.builder(request.body().name(), request.body().species(), 1).born("2026-01-31").build();
        return new Created(pet, new CreatedHeaders("/pets/" + pet.id()));
    }
}

final class UndeclaredStatus implements GetPetOperation {
    @Override
    public Response handle(Request request, Context context) {
        return new Conflict(new Error("a", "b")); // wrong
    }
}

final class Authorized implements GetPetOperation {
    @Override
    public List<Around> around() {
        return List.of((request, context, next) -> next.run(), Idempotency.around((key, kept, run) -> run.call()));
    }

    @Override
    public Response handle(Request request, Context context) {
        long desk = authorized(context).desk();
        throw failure(new NotFound(new Error("a", desk + authorized(context).shelf()))); // wrong
    }
}

final class Claims implements CreatePetOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw failure(new BadRequest(new Error(authorized(context).clientId(), authorized(context).email()))); // wrong
    }
}

final class WrongBody implements GetPetOperation {
    @Override
    public Response handle(Request request, Context context) {
        return new NotFound(new Error(1, "b")); // wrong
    }
}

final class OfAnother implements GetPetOperation {
    @Override
    public Response handle(Request request, Context context) {
        return new CreatePetOperation.BadRequest(new Error("a", "b")); // wrong
    }
}

final class UnknownParameter implements ListPetsOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw failure(request.query().other()); // wrong
    }
}

final class NoText {
    static String of(GetPetOperation.Request request) {
        return request.path().petId(); // wrong
    }

    static Pet nothing() {
        return Pet.builder("Tom").build(); // wrong
    }
}
`

/** An authorizer that keeps its promise, and one that does not. */
const AUTHORIZER = `package handlers.java;

import generated.handlers.java.runtime.Authorizer;
import generated.handlers.java.runtime.AuthorizerQuestion;
import generated.handlers.java.runtime.Decision;
import generated.handlers.java.runtime.FunctionContext;

public final class StaffAuthorizer implements Authorizer<AuthorizerQuestion.Token, StaffAuthorizer.Given> {
    public record Given(int desk) {}

    @Override
    public Decision<Given> decide(AuthorizerQuestion.Token question, FunctionContext function) {
        if (question.token().isEmpty()) return Decision.allow("me", "desk"); // wrong
        return Decision.allow("me", new Given(7)).forMethods("GET /pets/{petId}");
    }
}
`

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const libraries = presentInFull('javac', '-version')
  ? javaLibraries(...['lambda', 'dynamodb'].map((name) => `software.amazon.awssdk:${name}:2.57.8`))
  : undefined

describe.skipIf(libraries === undefined)('generated Java, as the compiler sees it with all warnings', () => {
  const corpus = conformance('corpus', 'files')
  const folder = mkdtempSync(join(tmpdir(), 'apigen-java-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('has no error in the specs of this repository and in a sample of real ones', { timeout: 300_000 }, async () => {
    const projects: Record<string, readonly OutputFile[]> = {}
    for (const [name, path] of Object.entries(specs)) projects[name] = await javaOf(at(path))
    for (const file of corpus === undefined ? [] : pick(specFiles(corpus), 6, 20)) projects[file] = await javaOf(join(corpus ?? '', file))
    expect(compileJava(libraries ?? '', folder, projects)).toEqual([])
  })

  it('lets a user write what the document declares, and nothing else', { timeout: 300_000 }, async () => {
    const written = { 'handlers/java/Tried.java': HANDLERS, 'handlers/java/StaffAuthorizer.java': AUTHORIZER }
    const handlers = Object.entries(written).map(([path, text]): OutputFile => ({ path, text, owner: 'you' }))
    const operations = (await javaOf(at(specs.petstore))).filter(({ path }) => path.endsWith('Operation.java'))
    const found = compileJava(libraries ?? '', folder, { petstore: [...handlers, ...operations] })
    const lines = [...new Set(found.map((line) => /(handlers\/java\/\w+\.java:\d+)/.exec(line)?.[1] ?? line))].sort()
    const wrong = handlers.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (line.endsWith('// wrong') ? [`${path}:${index + 1}`] : [])),
    )
    expect([lines, found]).toEqual([wrong.sort(), found])
  })
})
