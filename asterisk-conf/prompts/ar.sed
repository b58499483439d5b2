# How espeak-ng's Arabic voice has to be given the texts of ar.properties, in which the vowels stand as people write them.
# Letters are not in brackets, so that it works in every locale.

# It knows a doubled letter only if the sign for that comes before the vowel.
s/(َ|ُ|ِ|ً|ٌ|ٍ)ّ/ّ\1/g

# It doubles the letter after the article by itself.
s/ال(ت|ث|د|ذ|ر|ز|س|ش|ص|ض|ط|ظ|ل|ن)ّ/ال\1/g

# Where a ة ends what is said, so that it has no vowel of its own, it is not a t.
s/َة( |،|\.|؟|$)/َ\1/g
