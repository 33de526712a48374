import type { EventFunction, EventSource } from '../../../model/event-source.ts'

/** What calls a function, for people. */
export function aboutEvent({ source, description }: EventFunction): string {
  const about = sourceText(source)
  return description === undefined ? about : `${about} ${description}`
}

function sourceText(source: EventSource): string {
  switch (source.kind) {
    case 's3':
      return `Changes in the bucket \`${source.bucket}\`.`
    case 'sns':
      return `Messages of the topic \`${source.topic}\`.`
    case 'sqs':
      return `Messages of the queue \`${source.queue}\`.`
    case 'kinesis':
      return `Records of the stream \`${source.stream}\`.`
    case 'eventbridge':
      return `Events of the bus \`${source.bus}\`.`
    case 'schedule':
      return `Called by the schedule \`${source.every}\`.`
    case 'direct':
      return 'Called by its name.'
  }
}
