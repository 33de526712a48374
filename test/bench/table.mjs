// Prints what was measured, beside the ratios to the first row.

const ratio = (value, base) => `${(value / base).toFixed(2)}×`

/**
 * @param {string} title
 * @param {readonly import('./measure.mjs').Result[]} rows the first is what the others are compared with
 */
export function printTimes(title, rows) {
  const [base] = rows
  const cells = rows.map(({ name, wall, low, high, cpu, mib, failure }) => [
    name,
    wall.toFixed(2),
    `${low.toFixed(2)}–${high.toFixed(2)}`,
    ratio(wall, base.wall),
    cpu.toFixed(2),
    ratio(cpu, base.cpu),
    mib.toFixed(0),
    ratio(mib, base.mib),
    failure.slice(0, 100),
  ])
  printTable([title, 'clock s', '(all runs)', '', 'CPU s', '', 'peak MiB', '', ''], cells)
}

/**
 * @param {string} title
 * @param {readonly { name: string, minified: number, gzipped: number, goal?: number }[]} rows
 */
export function printSizes(title, rows) {
  const cells = rows.map(({ name, minified, gzipped, goal }) => [
    name,
    String(minified),
    String(gzipped),
    goal === undefined ? '' : `${goal}`,
  ])
  printTable([title, 'minified', 'gzipped', 'goal'], cells)
}

function printTable(head, rows) {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column].length)))
  const line = (cells) => cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  console.log(
    [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line), ''].map((text) => text.trimEnd()).join('\n'),
  )
}
