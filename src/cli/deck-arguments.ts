/** Help of the argument that names a deck. */
export const deckArgument =
  'deck folder or its deck.yaml; left out: this folder, or the only deck under slides/';

/** The same where there may be several. */
export const decksArgument =
  'deck folders or their deck.yaml; left out: this folder, or the only deck under slides/';
