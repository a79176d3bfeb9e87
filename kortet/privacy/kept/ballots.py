"""What is kept about those who vote without a code. Of those with one, nothing: no table knows whose letter it was."""

from django.utils.translation import gettext_lazy as _

from kortet.privacy.rows import Kept, Until

KEPT = [
    Kept(
        model="ballots.Voter",
        about="ballot__title",
        fields="person once",
        what=_("et nummer, som ingen kan læse, for hver afstemning du stemmer i uden kode; ikke hvad du stemmer"),
        why=_("så hver browser stemmer én gang"),
        until=Until(_("til afstemningen er talt op")),
        seen_by=_("ingen"),
        town="ballot__process__municipality",
        erased=_("Kan ikke findes ud fra dig, og slettes, når afstemningen er talt op."),
    )
]
