#!/usr/bin/env node
/** The `cx-assist` command. Each subcommand is a program of its own under `dist/`; this one only finds and starts it. */
import { ensureBuilt } from './build.mjs'

const COMMANDS = {
  serve: { program: '../../dist/bff/service/serve.js', does: 'the BFF, configured by the environment' },
  simulate: {
    program: '../../dist/simulator/main.js',
    does: 'stand-ins for Cognigy and CXone, replayed conversations, a demo desktop',
  },
  diagnose: {
    program: '../../dist/bff/cli/diagnose.js',
    does: 'why a handover fails, and what should have been sent',
  },
  doctor: {
    program: '../../dist/bff/cli/doctor.js',
    does: 'whether configuration, upstreams and the running BFF are well, and how to mend what is not',
  },
  index: {
    program: '../../dist/bff/cli/index.js',
    does: 'builds and measures the index that misunderstood utterances are ranked with',
  },
  knowledge: {
    program: '../../dist/bff/cli/knowledge.js',
    does: 'builds, measures and searches what agents are helped with, and tells what they look for in vain',
  },
  migrate: {
    program: '../../dist/bff/cli/migrate.js',
    does: 'whether this version reads what an earlier one wrote, and brings it up',
  },
  record: {
    program: '../../dist/bff/cli/record.js',
    does: 'cuts an incident out of what RECORD_LOG recorded',
  },
  replay: {
    program: '../../dist/bff/cli/replay.js',
    does: 'sends a recorded incident again, and tells what is answered otherwise',
  },
  rules: {
    program: '../../dist/bff/cli/rules.js',
    does: 'whether the service takes a rules file, and what to mend where it does not',
  },
  score: {
    program: '../../dist/bff/cli/score.js',
    does: 'what the sentiment model makes of utterances, one a line',
  },
  store: {
    program: '../../dist/bff/cli/store.js',
    does: 'saves, restores and checks what the service keeps in DATA_DIR',
  },
  token: {
    program: '../../dist/bff/cli/token.js',
    does: 'a widget token for one agent, signed with WIDGET_TOKEN_SECRET',
  },
}

const usage = `Usage: cx-assist <command> [options]

Commands:
${Object.entries(COMMANDS)
  .map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`)
  .join('\n')}

"cx-assist <command> --help" tells the options of a command.
`

/** `help index` is `index --help`. */
const given = process.argv.slice(2)
const [name, ...rest] = given[0] === 'help' && given.length > 1 ? [...given.slice(1), '--help'] : given
if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(usage)
  process.exit(name === undefined ? 2 : 0)
}
if (!Object.hasOwn(COMMANDS, name)) {
  const what = name.startsWith('-') ? `option ${name}` : `command "${name}"`
  process.stderr.write(`cx-assist: there is no ${what}\n\n${usage}`)
  process.exit(2)
}
try {
  await ensureBuilt()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
process.argv.splice(2, process.argv.length, ...rest)
await import(COMMANDS[name].program)
