/** What the TweetEval models were trained on: mentions and links masked (cardiffnlp/tweeteval, preprocessing of the models). */

/** Words are what single spaces part, as in the models' own preprocessing: other white space belongs to a word. */
export const maskTweet = (text: string): string =>
  text
    .split(' ')
    .map((word) => {
      if (word.startsWith('@') && word.length > 1) return '@user'
      return word.startsWith('http') ? 'http' : word
    })
    .join(' ')
