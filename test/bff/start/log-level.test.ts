/** The log of a running process says more, and less again, by a signal. */
import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { createLog } from '../../../bff/observe/log.ts'
import { changeLevelOnSignal } from '../../../bff/start/log-level.ts'

it('the log says more after the first signal, as much as configured after the second, and tells of both', () => {
  const lines: string[] = []
  const log = createLog('warn', { write: (line) => void lines.push(line) })
  const signals = new EventEmitter()
  changeLevelOnSignal(log, 'warn', signals)
  log.debug({}, 'too early')
  signals.emit('SIGUSR2')
  log.debug({}, 'heard')
  signals.emit('SIGUSR2')
  log.info({}, 'too late')
  log.warn({}, 'always heard')
  const told = lines.map((line): unknown => JSON.parse(line))
  expect(told).toMatchObject([{ logLevel: 'debug' }, { msg: 'heard' }, { logLevel: 'warn' }, { msg: 'always heard' }])
})
