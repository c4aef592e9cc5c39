/** How a start ends that cannot be: every problem at once, for whoever started it. */
export const refuseToStart = (problems: readonly string[]): never => {
  process.stderr.write(`cx-assist cannot start:\n${problems.map((problem) => `  ${problem}\n`).join('')}`)
  process.exit(1)
}
