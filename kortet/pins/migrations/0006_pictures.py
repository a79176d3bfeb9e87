import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0001_initial"),
        ("pins", "0005_followers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PinPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pin_picture", to="pictures.picture"
                    ),
                ),
                (
                    "pin",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="pins.pin",
                    ),
                ),
            ],
            options={
                "ordering": ["pin", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("pin", "position"), name="pin_picture_in_order"),
                    models.CheckConstraint(condition=models.Q(("position__lt", 5)), name="pin_picture_most"),
                ],
            },
        ),
    ]
