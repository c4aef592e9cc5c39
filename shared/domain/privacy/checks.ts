/** What only libraries know of numbers; whoever makes the masker hands it in. */
export interface NumberChecks {
  /** Whether the check digit is right, by Luhn. */
  isLuhn(digits: string): boolean
  /** How many characters the accounts of a country have; `undefined` where it has none such. Two capital letters. */
  ibanLength(country: string): number | undefined
  /** Whether it is an account as its country makes them, with the right check digits. Capital letters and digits alone. */
  isIban(account: string): boolean
  /**
   * The digits of a phone number in the groups in which its country writes it; `undefined` where it is no number that can
   * be called.
   *
   * @param written begins with `+`, or is as people of that country write it
   * @param country two capital letters; absent for numbers that begin with `+`
   */
  phoneGroups(written: string, country?: string): readonly string[] | undefined
}
