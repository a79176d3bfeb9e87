import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0002_sheet"),
    ]

    operations = [
        migrations.AddField(
            model_name="process",
            name="forget_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="så mange måneder efter afslutningen slettes adresser",
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(("forget_months__gte", 1), ("forget_months__lte", 60)),
                name="process_forgets_in_time",
            ),
        ),
    ]
