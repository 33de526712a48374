import type { SourceRef } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'

/** One file as it was read. */
export interface LoadedFile {
  /** As people know it: relative to the working directory where it can be, with `/`. */
  readonly file: string
  readonly syntax: 'json' | 'yaml'
  readonly text: string
  /** The parsed value. Intrinsics written as YAML tags (`!Sub x`) stand in their long form (`{"Fn::Sub": "x"}`). */
  readonly value: Json
}

/** What `load` gives: the entry document and every file it refers to. */
export interface Loaded {
  /** The key in `files` of the entry. */
  readonly entry: string
  /** Where in the entry file the OpenAPI document stands: `''`, or a pointer into a CloudFormation or SAM template. */
  readonly pointer: string
  /** By the name that `SourceRef.file` uses. */
  readonly files: Readonly<Record<string, LoadedFile>>
  /** `$ref` texts (as written, without fragment) of each file, resolved to keys of `files`; `null` where the target could not be read. */
  readonly links: Readonly<Record<string, Readonly<Record<string, string | null>>>>
  /** Why a link is `null`, by file and `$ref` text: `normalize` reports it at every place that needs the target. */
  readonly failures: Readonly<Record<string, Readonly<Record<string, LinkFailure>>>>
}

/** Why the target of a `$ref` could not be read. */
export interface LinkFailure {
  readonly code: 'load/unresolved-ref' | 'load/outside-root' | 'load/remote-ref'
  /** A full sentence. */
  readonly message: string
}

/**
 * The normalized document: OpenAPI 3.1 whatever the author wrote.
 *
 * Guarantees: `root.openapi` is `'3.1.0'`; every `$ref` is local (`#/components/…`) and leads somewhere; schemas are JSON Schema 2020-12
 * (no `nullable`, no boolean `exclusiveMinimum`); an operation's `parameters` include those of its path item, which has none itself;
 * every operation has `responses` and an explicit `security` when the root had one; undeclared path parameters are declared.
 * `x-…` members are as written. Late-bound values (see `base/late-bound.ts`) stand where the author put them; a path item
 * that is an intrinsic is kept verbatim in `latePaths` and replaced in `root.paths` by its likely branch.
 */
export interface SpecDocument {
  /** `rest` for API Gateway REST APIs; `http` when the document uses HTTP-API-only extensions. */
  readonly kind: 'rest' | 'http'
  readonly root: JsonObject
  /**
   * Normalized pointer → where its value came from. Sparse: a pointer without an entry came from the same place below its
   * nearest ancestor that has one (`originOf` in `base/origin.ts`). Always has an entry for `''`.
   */
  readonly origins: Readonly<Record<string, SourceRef>>
  /** Path → the intrinsic the author wrote in place of its path item. */
  readonly latePaths: Readonly<Record<string, Json>>
  /**
   * Pointer of an operation → what it declares as parameters of its path though the path has no such variable, by name. Nobody can send
   * them, so nothing is made of them; a change of what they say is still a change. Origins stand at `POINTER/unplaced/NAME`.
   */
  readonly unplaced: Readonly<Record<string, JsonObject>>
  /** The version the author wrote: `2.0`, `3.0.3`, `3.1.0` … */
  readonly version: string
}
