"""Designated carriers: the insurers on whose behalf the programme works."""

from django.db import models

from riskcore.access.models import Organisation


class Carrier(models.Model):
    """An insurer that has given the programme authority to write business on its paper."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="carrier"
    )
    code = models.SlugField(max_length=16, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
