/** The vocabulary of a SentencePiece unigram model as a `tokenizer.json` that the tokenizer library reads. */
import * as z from 'zod/mini'

/** Piece and its log-probability. */
export const vocabularyFile = z.array(z.tuple([z.string(), z.nullable(z.number())]))

/** Stands for a space, and before the first word. */
const SPACE = '▁'

/** @param vocabulary the first piece is the unknown one; one without a probability is never cut */
export const tokenizerFile = (vocabulary: z.infer<typeof vocabularyFile>): object => {
  const lowest = vocabulary.reduce((least, [, score]) => Math.min(least, score ?? 0), 0)
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFKC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Strip', strip_left: true, strip_right: true },
      ],
    },
    pre_tokenizer: { type: 'Metaspace', replacement: SPACE, prepend_scheme: 'always', split: true },
    post_processor: null,
    decoder: { type: 'Metaspace', replacement: SPACE, prepend_scheme: 'always', split: true },
    model: { type: 'Unigram', unk_id: 0, vocab: vocabulary.map(([piece, score]) => [piece, score ?? lowest]) },
  }
}
