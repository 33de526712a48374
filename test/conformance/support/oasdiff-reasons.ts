const OPENED = 'Whoever opens a door has to be stopped by a review, though no caller breaks (decision 0043).'
const NOT_DECLARED = 'A name in `required` is asked for, whether it is declared in `properties` or not: a request without it is refused.'
const STILL_REQUIRED =
  'The member is no longer declared and required now: requests without it are refused, which oasdiff tells as a removal.'
const OVERLAP = 'An object with both members fits both alternatives, which `oneOf` refused: it was not among the old values, so it breaks.'
const VALUES_OF_TYPES =
  'Beside a list of types an enum is one more or one less as a whole: without it every text is accepted. oasdiff tells its values as removed.'
const REPEATED = 'A client that sends several values is read by one of them; oasdiff takes a string for all of them.'
const RECEIVED = 'The API sends the request of a webhook, so how bad a change is follows from those who get it (decision 0041).'

const OF_ITEMS = 'It is a bound of the items of a list; oasdiff tells it as one of the list.'

/** Where we answer otherwise than oasdiff whether something breaks, with the reason. One that no longer does has to leave the list. */
export const disagreements: Readonly<Record<string, { readonly breaking: boolean; readonly because: string }>> = {
  'checker/api_security_global_added_revision.yaml → checker/api_security_global_added_base.yaml': { breaking: true, because: OPENED },
  'checker/response_property_one_of_wrapped_revision.yaml → checker/response_property_one_of_wrapped_base.yaml': {
    breaking: true,
    because: OVERLAP,
  },
  'checker/transition_claims_enum_base.yaml → checker/transition_claims_enum_revision.yaml': { breaking: false, because: VALUES_OF_TYPES },
  'checker/webhook_operation_base.yaml → checker/webhook_operation_revision.yaml': { breaking: false, because: RECEIVED },
  'checker/webhook_operation_revision.yaml → checker/webhook_operation_base.yaml': { breaking: true, because: RECEIVED },
  'required-properties/request-new-required-prop-base.yaml → required-properties/request-new-required-prop-revision.yaml': {
    breaking: true,
    because: NOT_DECLARED,
  },
  'required-properties/write-only-delete-partial-base.yaml → required-properties/write-only-delete-partial-revision.yaml': {
    breaking: true,
    because: STILL_REQUIRED,
  },
}

/** Pairs of which oasdiff says other rules or levels, of those that both know, with the reason. One that no longer differs has to leave the list. */
export const otherRules: Readonly<Record<string, string>> = {
  'checker/api_security_global_added_revision.yaml → checker/api_security_global_added_base.yaml': OPENED,
  'checker/api_security_updated_base.yaml → checker/api_security_updated_revision.yaml': OPENED,
  'checker/request_param_scalar_to_array_31_revision.yaml → checker/request_param_scalar_to_array_31_base.yaml': REPEATED,
  'checker/request_parameter_max_items_updated_base.yaml → checker/request_parameter_max_items_updated_revision.yaml': OF_ITEMS,
  'checker/request_parameter_max_items_updated_revision.yaml → checker/request_parameter_max_items_updated_base.yaml': OF_ITEMS,
  'checker/transition_claims_enum_base.yaml → checker/transition_claims_enum_revision.yaml': VALUES_OF_TYPES,
  'checker/transition_claims_enum_revision.yaml → checker/transition_claims_enum_base.yaml': VALUES_OF_TYPES,
  'checker/webhook_operation_base.yaml → checker/webhook_operation_revision.yaml': RECEIVED,
  'checker/webhook_operation_revision.yaml → checker/webhook_operation_base.yaml': RECEIVED,
  'openapi31/revision.yaml → openapi31/base.yaml': RECEIVED,
}

const MERGED = 'Members of `allOf` are merged before they are compared: what one of them says is told by its own rule.'
const NO_REQUEST = 'A read-only member is no part of requests; what changes of it is told of responses.'
const NO_RESPONSE = 'A write-only member is no part of responses; what changes of it is told of requests.'
const INHERITED =
  'The security of the document is told of each operation that has it; of a list that no operation has there is nothing to tell.'
const OF_BODY = 'It is told as any other change of a body: `response-body-` in place of `response-mediatype-`.'
const STREAMS = '`itemSchema` is a part of OpenAPI 3.2, which is not read.'
const IN_HEADER = 'It is told as what a part of a parameter does: `request-parameter-property-` in place of `request-header-property-`.'
const NO_GRACE = 'It asks for a time of grace that the program is given; without one, which is its own default, it never speaks.'
const OF_PATH = 'Parameters of a path are parameters of each of its operations, and told of those.'

/** Rules of oasdiff that are none of ours, with the reason. */
export const outside: Readonly<Record<string, string>> = {
  'api-deprecated-sunset-missing': NO_GRACE,
  'api-global-security-added': INHERITED,
  'api-global-security-removed': INHERITED,
  'api-global-security-scope-added': INHERITED,
  'api-global-security-scope-removed': INHERITED,
  'new-optional-request-default-parameter-to-existing-path': OF_PATH,
  'new-required-request-default-parameter-to-existing-path': OF_PATH,
  'new-required-request-header-property': 'It is told as what any request does: `new-required-request-property`.',
  'request-body-all-of-added': MERGED,
  'request-body-all-of-added-annotation-only': MERGED,
  'request-body-all-of-removed': MERGED,
  'request-body-all-of-removed-annotation-only': MERGED,
  'request-body-media-type-item-schema-added': STREAMS,
  'request-body-media-type-item-schema-removed': STREAMS,
  'request-header-property-became-enum': IN_HEADER,
  'request-header-property-became-required': 'It is told as what any request does: `request-property-became-required`.',
  'request-parameter-deprecated-sunset-missing': NO_GRACE,
  'request-parameter-property-type-changed':
    'A part of a parameter that became a text takes what it took: it is told as `request-parameter-property-type-generalized`.',
  'request-property-all-of-added': MERGED,
  'request-property-all-of-added-annotation-only': MERGED,
  'request-property-all-of-removed': MERGED,
  'request-property-all-of-removed-annotation-only': MERGED,
  'request-property-deprecated-sunset-missing': NO_GRACE,
  'request-read-only-property-enum-value-removed': NO_REQUEST,
  'request-read-only-property-exclusive-max-decreased': NO_REQUEST,
  'request-read-only-property-exclusive-min-increased': NO_REQUEST,
  'request-read-only-property-max-decreased': NO_REQUEST,
  'request-read-only-property-max-items-decreased': NO_REQUEST,
  'request-read-only-property-max-length-decreased': NO_REQUEST,
  'request-read-only-property-max-properties-decreased': NO_REQUEST,
  'request-read-only-property-min-increased': NO_REQUEST,
  'request-required-property-became-not-read-only-in-openapi-31':
    'Generated requests have no read-only member in any version, so it is `request-required-property-became-not-read-only` in all.',
  'response-body-all-of-added': MERGED,
  'response-body-all-of-added-annotation-only': MERGED,
  'response-body-all-of-removed': MERGED,
  'response-body-all-of-removed-annotation-only': MERGED,
  'response-body-media-type-item-schema-added': STREAMS,
  'response-body-media-type-item-schema-removed': STREAMS,
  'response-body-media-type-item-schema-removed-untyped': STREAMS,
  'response-header-type-compatible':
    'A header that became something else than text is `response-header-type-changed`, a scalar a narrower form.',
  'response-mediatype-became-enum': OF_BODY,
  'response-mediatype-became-not-enum': OF_BODY,
  'response-mediatype-enum-value-added': OF_BODY,
  'response-mediatype-enum-value-removed': OF_BODY,
  'response-optional-write-only-property-added': NO_RESPONSE,
  'response-optional-write-only-property-removed': NO_RESPONSE,
  'response-property-all-of-added': MERGED,
  'response-property-all-of-added-annotation-only': MERGED,
  'response-property-all-of-removed': MERGED,
  'response-property-all-of-removed-annotation-only': MERGED,
  'response-property-deprecated-sunset-missing': NO_GRACE,
  'response-required-write-only-property-added': NO_RESPONSE,
  'response-required-write-only-property-removed': NO_RESPONSE,
  'response-write-only-property-became-optional': NO_RESPONSE,
  'response-write-only-property-became-required': NO_RESPONSE,
  'response-write-only-property-enum-value-added': NO_RESPONSE,
}
