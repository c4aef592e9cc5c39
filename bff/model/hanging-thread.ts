/** Ends a thread that says nothing although it should, so that whoever keeps it opens another one. */
import type { Pauses } from '../ports/time.ts'
import type { Thread, ThreadListener } from './model-thread.ts'

export interface Patience {
  /** From its opening to its first word. */
  readonly loadWithinMs: number
  /** From one word to the next, while an answer is owed. */
  readonly answerWithinMs: number
  readonly pauses: Pauses
}

type OpenThread<Question, Opened, Answer> = (listener: ThreadListener<Opened, Answer>) => Thread<Question>

/** @param name what the thread does, in a word that operators read */
export const endWhereItHangs =
  <Question, Opened, Answer>(
    name: string,
    open: OpenThread<Question, Opened, Answer>,
    { loadWithinMs, answerWithinMs, pauses }: Patience,
  ): OpenThread<Question, Opened, Answer> =>
  (listener) => {
    let owed = 0
    let isReady = false
    let isOver = false
    let callOff = (): void => undefined
    const end = (cause: string): void => {
      callOff()
      if (isOver) return
      isOver = true
      listener.ended(cause)
    }
    const thread = open({
      news: (news) => {
        if (isOver) return
        if (news.kind === 'ready') isReady = true
        else owed -= 1
        watch()
        listener.news(news)
      },
      ended: end,
    })
    const watch = (): void => {
      callOff()
      if (isOver || (isReady && owed <= 0)) return
      callOff = pauses.after(isReady ? answerWithinMs : loadWithinMs, () => {
        end(`the ${name} thread hung`)
        void thread.terminate()
      })
    }
    watch()
    return {
      post: (request) => {
        owed += 1
        thread.post(request)
        if (isReady && owed === 1) watch()
      },
      terminate: async () => {
        callOff()
        await thread.terminate()
      },
    }
  }
