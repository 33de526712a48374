import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { CHECKERS, checkPython, PYTHONS } from '../support/check-python.ts'
import { conformance } from '../support/conformance.ts'
import { generateFrom } from '../support/generate.ts'
import { largePython } from '../support/large-spec.ts'
import { present } from '../support/program.ts'
import { pick } from '../support/random.ts'
import { specFiles } from '../support/spec-files.ts'

const specs = {
  petstore: '../../specs/petstore.yaml',
  orders: '../../specs/orders/openapi.yaml',
  names: '../golden/python/spec.yaml',
}

/** What a user of the petstore may write, and what a type checker has to refuse: each line that ends in `# wrong`. */
const HANDLERS = `from __future__ import annotations

from collections.abc import Callable, Sequence

from generated.handlers.python import create_pet, get_pet, list_pets, put_photo, update_pet
from generated.handlers.python.runtime.around_function import AroundFunction
from generated.handlers.python.runtime.context import LambdaContext


@create_pet.operation.handle
def right(request: create_pet.Request, context: create_pet.Context) -> create_pet.Answer:
    pet = request["body"]
    if pet["species"] == "cat" and context.stage == "dev":
        return {"status": 201, "headers": {"Location": "/pets/1"}, "body": {"id": 1, "name": pet["name"], "species": pet["species"]}}
    care = pet.get("care")
    if care is not None and care["kind"] == "indoor":
        hours: float = care["hoursAlone"]
        raise create_pet.operation.failure({"status": 400, "body": {"code": "a", "message": str(hours)}})
    return create_pet.operation.not_implemented()


@get_pet.operation.handle
def undeclared_status(request: get_pet.Request, context: get_pet.Context) -> get_pet.Answer:
    if request["path"]["petId"] > 5:
        return {"status": 418, "body": {"code": "a", "message": "b"}}  # wrong
    return {"status": 404, "body": {"code": "a", "message": "b"}}


@get_pet.operation.handle
def wrong_body(request: get_pet.Request, context: get_pet.Context) -> get_pet.Answer:
    return {"status": 404, "body": {"code": 1, "message": "b"}}  # wrong


@list_pets.operation.handle
def missing_member(request: list_pets.Request, context: list_pets.Context) -> list_pets.Answer:
    return {"status": 200, "body": {}}  # wrong


def timed(event: object, context: LambdaContext, following: Callable[[], object]) -> object:
    print(context.aws_request_id + context.stage)  # wrong
    return following()


around: Sequence[AroundFunction] = [timed, lambda event, context, following: following(), lambda event: event]  # wrong


def unknown_parameter(request: list_pets.Request) -> object:
    return request["query"]["other"]  # wrong


def no_text(request: get_pet.Request) -> str:
    return request["path"]["petId"]  # wrong


def authorized(context: get_pet.Context, claimed: create_pet.Context, anyone: update_pet.Context) -> str:
    number: int = context.authorizer["desk"]  # wrong
    name: str = context.authorizer["principalId"] + context.authorizer["desk"] + claimed.authorizer["claims"]["client_id"]
    return f"{number}{name}{claimed.authorizer['claims'].get('custom:plan')}{anyone.authorizer['what']}" + context.authorizer["shelf"]  # wrong


@put_photo.operation.handle  # wrong
def of_another(request: update_pet.Request, context: update_pet.Context) -> update_pet.Answer:
    return update_pet.operation.not_implemented()
`

/** An authorizer that keeps its promise, and one that does not. */
const AUTHORIZER = `from __future__ import annotations

from typing import TypedDict

from generated.handlers.python import staff_authorizer as api


class Given(TypedDict):
    desk: str


@api.authorizer.handle
def handler(question: api.Question, context: api.LambdaContext) -> api.Decision:
    if question.token == "":
        return api.authorizer.allow("me", {})  # wrong
    return api.authorizer.allow("me", {"desk": "7"}, methods=["GET /pets/{petId}"])
`

async function project(file: string): Promise<readonly OutputFile[]> {
  const result = await generateFrom(file, ['handlers-python'], 'python3.14')
  return 'files' in result ? result.files : []
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

describe.each(CHECKERS)('generated Python, as %s sees it', (checker) => {
  const corpus = conformance('corpus', 'files')
  const can = present(checker, '--version')

  it.skipIf(!can)(
    'has no error in the specs of this repository, in one of very many types and in a sample of real ones',
    { timeout: 300_000 },
    async () => {
      const projects: Record<string, readonly OutputFile[]> = {}
      for (const [name, path] of Object.entries(specs)) projects[name] = await project(at(path))
      projects.large = await largePython(900)
      for (const file of corpus === undefined ? [] : pick(specFiles(corpus), 4, 20))
        projects[file] = await project(join(corpus ?? '', file))
      expect(checkPython(checker, '3.11', projects)).toEqual([])
    },
  )

  it.skipIf(!can).each(PYTHONS)(
    'lets a user write what the document declares, and nothing else: Python %s',
    { timeout: 300_000 },
    async (python) => {
      const written = { 'handlers/python/tried.py': HANDLERS, 'handlers/python/staff_authorizer.py': AUTHORIZER }
      const stubs = (await project(at(specs.petstore))).filter(({ path }) => !Object.hasOwn(written, path))
      const handlers = Object.entries(written).map(([path, text]): OutputFile => ({ path, text, owner: 'you' }))
      const found = checkPython(checker, python, { petstore: [...stubs, ...handlers] })
      const lines = [...new Set(found.map((line) => /(handlers\/python\/.*\.py:\d+)/.exec(line)?.[1] ?? line))].sort()
      const wrong = handlers.flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => (line.endsWith('# wrong') ? [`${path}:${index + 1}`] : [])),
      )
      expect([lines, found]).toEqual([wrong.sort(), found])
    },
  )
})
