// What the mapping-template bench renders: each template, a request, and the function that somebody would write by hand instead.

const request = {
  params: {
    path: { petId: '7' },
    querystring: { verbose: 'true', color: "o'range" },
    header: { Accept: 'application/json', Host: 'api.example', 'User-Agent': 'bench/1.0', 'X-Forwarded-For': '192.0.2.1' },
  },
  stageVariables: { alias: 'prod', table: 'pets' },
  context: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
    extendedRequestId: 'c6af9ac67b61c6a=',
    httpMethod: 'PUT',
    path: '/prod/pets/7',
    protocol: 'HTTP/1.1',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    requestTime: '09/Apr/2015:12:34:56 +0000',
    requestTimeEpoch: '1428582896000',
    resourceId: 'xyz',
    resourcePath: '/pets/{petId}',
    stage: 'prod',
    identity: {
      accountId: null,
      apiKey: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      sourceIp: '192.0.2.1',
      user: null,
      userAgent: 'bench/1.0',
      userArn: null,
    },
  },
}

const member = (name, value, last = false) => `    "${name}" : "${value}"${last ? '' : ','}\n`

/** All that a request has, as API Gateway's console offers it. */
const passthrough = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : {
${member('account-id', '$context.identity.accountId')}${member('api-id', '$context.apiId')}${member('api-key', '$context.identity.apiKey')}${member('caller', '$context.identity.caller')}${member('http-method', '$context.httpMethod')}${member('stage', '$context.stage')}${member('source-ip', '$context.identity.sourceIp')}${member('user', '$context.identity.user')}${member('user-agent', '$context.identity.userAgent')}${member('user-arn', '$context.identity.userArn')}${member('request-id', '$context.requestId')}${member('resource-id', '$context.resourceId')}${member('resource-path', '$context.resourcePath', true)}    }
}
`

const loop = `#set($order = $input.path('$'))
{"order": "$order.id", "lines": [
#foreach($item in $order.items)
  {"sku": "$item.sku", "name": "$util.escapeJavaScript($item.name)", "quantity": $item.quantity, "price": $item.price#if($item.gift), "gift": true#end}#if($foreach.hasNext),#end

#end
], "count": $order.items.size()}
`

const escapes = { "'": "\\'", '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const special = /['"\\\u0000-\u001f\u0080-\uffff]/g
const escaped = (text) =>
  text.replace(special, (char) => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)

function members(values, indent, around) {
  const names = Object.keys(values)
  let text = ''
  names.forEach((name, index) => {
    text += `${indent}"${name}" : "${escaped(values[name])}"\n${around}${index + 1 < names.length ? ',' : ''}`
  })
  return text
}

/** The passthrough by hand; blanks aside, what the template prints. */
function passthroughByHand({ body, params, stageVariables, context }) {
  const { identity } = context
  const line = (name, value) => `    "${name}" : "${value ?? ''}"`
  return `{
"body-json" : ${JSON.stringify(JSON.parse(body))},
"params" : {
${Object.keys(params)
  .map((type) => `"${type}" : {\n${members(params[type], '    ', '        ')}}\n`)
  .join('    ,')}},
"stage-variables" : {
${members(stageVariables, '', '    ')}},
"context" : {
${[
  line('account-id', identity.accountId),
  line('api-id', context.apiId),
  line('api-key', identity.apiKey),
  line('caller', identity.caller),
  line('http-method', context.httpMethod),
  line('stage', context.stage),
  line('source-ip', identity.sourceIp),
  line('user', identity.user),
  line('user-agent', identity.userAgent),
  line('user-arn', identity.userArn),
  line('request-id', context.requestId),
  line('resource-id', context.resourceId),
  line('resource-path', context.resourcePath),
].join(',\n')}
    }
}
`
}

function loopByHand({ body }) {
  const order = JSON.parse(body)
  let text = `{"order": "${order.id}", "lines": [\n`
  const { items } = order
  items.forEach((item, index) => {
    const gift = item.gift ? ', "gift": true' : ''
    const more = index + 1 < items.length ? ',' : ''
    text += `  {"sku": "${item.sku}", "name": "${escaped(item.name)}", "quantity": ${item.quantity}, "price": ${item.price}${gift}}${more}\n`
  })
  return `${text}], "count": ${items.length}}\n`
}

const order = {
  id: 'o-1',
  items: Array.from({ length: 1000 }, (_, index) => ({
    sku: `sku-${index}`,
    name: `Item number ${index}, as it's called`,
    quantity: (index % 7) + 1,
    price: 1.25 * (index + 1) + 0.01,
    gift: index % 3 === 0,
  })),
}

/** @type {readonly { name: string, template: string, scope: object, byHand: (scope: object) => string }[]} */
export const subjects = [
  {
    name: 'passthrough template',
    template: passthrough,
    scope: {
      ...request,
      body: JSON.stringify({
        name: 'Rex',
        species: 'dog',
        born: '2020-04-09',
        tags: ['good', 'old'],
        care: { kind: 'indoor', hoursAlone: 4 },
      }),
    },
    byHand: passthroughByHand,
  },
  { name: '1,000-item loop', template: loop, scope: { ...request, body: JSON.stringify(order) }, byHand: loopByHand },
]
