import type { Schema } from '../../model/schema.ts'

/** Where a reader of JSON stands, on one of the ways that lead there. */
export interface State {
  readonly frame: Frame
  readonly mode: Mode
}

/** What is open around the place of the reader. */
export type Frame = RootFrame | ObjectFrame | ArrayFrame

/** Around everything: the value, once it was read. */
export interface RootFrame {
  readonly kind: 'root'
  readonly shape: ''
  readonly value?: Schema
}

/** An object that is open. */
export interface ObjectFrame {
  readonly kind: 'object'
  readonly shape: string
  readonly below: Frame
  readonly members: Entry | undefined
  /** The member that is being read; its name is undefined where a value made it. */
  readonly key?: { readonly name: string | undefined }
}

/** An array that is open. */
export interface ArrayFrame {
  readonly kind: 'array'
  readonly shape: string
  readonly below: Frame
  readonly items: Entry | undefined
}

/** Members or items so far, the last first, so that two ways share what they had in common. */
export interface Entry {
  readonly name: string | undefined
  readonly schema: Schema
  readonly always: boolean
  readonly before: Entry | undefined
  readonly length: number
}

/** What the reader is in the middle of. */
export type Mode =
  | { readonly kind: 'value' }
  | { readonly kind: 'member' }
  | { readonly kind: 'colon' }
  | { readonly kind: 'done' }
  | { readonly kind: 'string'; readonly role: 'key' | 'value'; readonly content: Content; readonly escaped: boolean }
  | { readonly kind: 'bare'; readonly options: readonly Option[] }

/** What stands between quotes so far. */
export type Content =
  | { readonly kind: 'literals'; readonly texts: readonly string[] }
  | { readonly kind: 'single'; readonly schema: Schema }
  | { readonly kind: 'mixed' }

/** What a value without quotes is so far. */
export type Option = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'hole'; readonly schema: Schema }

/** Texts and values, one behind the other. */
export const MIXED: Content = { kind: 'mixed' }

/** Deeper nesting, more states and more ways to write one text are given up. */
export const MOST = { depth: 64, states: 16, texts: 8, options: 16 }
