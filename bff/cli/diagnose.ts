/** `cx-assist diagnose handover`: why a handover fails, and what should have been sent. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { runDiagnose } from './diagnose/command.ts'

const STANDARD_INPUT = 0

const prompt = async (question: string): Promise<string | undefined> => {
  if (process.stdin.isTTY !== true) return undefined
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

process.exitCode = await runDiagnose(process.argv.slice(2), {
  env: process.env,
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  read: (path) => readFileSync(path === '-' ? STANDARD_INPUT : path, 'utf8'),
  prompt,
})
