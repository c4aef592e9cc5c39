/** The models that scoring is measured with: the shipped one, and one as large as what others take from a hub. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inRepository, MADE_FOR_BENCH } from '../harness/places.ts'
import { type Context, NotMeasured } from '../harness/scenario.ts'

export interface BenchModel {
  /** As it stands in the table. */
  readonly name: string
  /** As it stands in addresses. */
  readonly key: string
  readonly folder: string
  /** How much longer one call takes than one of the shipped model, roughly. */
  readonly weight: number
}

const SHIPPED: BenchModel = { name: 'shipped', key: 'shipped', folder: inRepository('models/full'), weight: 1 }
const ROBERTA: BenchModel = {
  name: 'RoBERTa-base, int8',
  key: 'roberta-base-shaped',
  folder: join(MADE_FOR_BENCH, 'models', 'roberta-base-shaped'),
  weight: 100,
}

/** Debian's own first: its packages of numpy and onnx belong to it. */
const PYTHONS = ['/usr/bin/python3', 'python3']

const makeRoberta = (context: Context): void => {
  context.say('  making a model of the shape of RoBERTa-base…')
  const script = inRepository('test/bench/sentiment/roberta-base.py')
  const works = (python: string): boolean =>
    spawnSync(python, ['-c', 'import numpy, onnx'], { stdio: 'ignore' }).status === 0
  const python = PYTHONS.find(works)
  if (python === undefined) {
    throw new NotMeasured(
      'Python 3 with numpy and onnx is needed (Debian: apt-get install python3-numpy python3-onnx).',
    )
  }
  const { status } = spawnSync(python, [script, ROBERTA.folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new NotMeasured(`${script} could not make its model.`)
}

/**
 * Makes what is not there yet.
 *
 * @throws {NotMeasured}
 */
export const benchModels = (context: Context): readonly BenchModel[] => {
  if (!existsSync(join(SHIPPED.folder, 'manifest.json'))) {
    throw new NotMeasured(`there is no model in ${SHIPPED.folder}: train it as models/README.md says.`)
  }
  if (!existsSync(join(ROBERTA.folder, 'manifest.json'))) makeRoberta(context)
  return [SHIPPED, ROBERTA]
}
