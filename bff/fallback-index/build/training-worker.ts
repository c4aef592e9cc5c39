/** One thread of the training: takes tasks, gives networks. */
import { parentPort } from 'node:worker_threads'
import { type TrainingTask, trainNetwork } from './network.ts'

parentPort?.on('message', (task: TrainingTask) => parentPort?.postMessage(trainNetwork(task)))
