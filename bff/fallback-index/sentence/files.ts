/** What a sentence encoder's files are called, and what its model takes and gives. */
export const SENTENCE_MODEL_FILE = 'sentence-model.onnx'
export const SENTENCE_TOKENIZER_FILE = 'sentence-tokenizer.json'

/** Pieces of each sentence, sentences × pieces. */
export const SENTENCE_INPUT = 'input_ids'
/** A vector of length 1 for each sentence. */
export const SENTENCE_OUTPUT = 'sentence'
/** More pieces of a sentence are not read. */
export const MOST_PIECES = 128
