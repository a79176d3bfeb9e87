"""The places 5 to 9 of a pin's pictures: what was done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pins", "0010_status_since_and_comment_words")]

    operations = [
        migrations.RemoveConstraint("pinpicture", "pin_picture_most"),
        migrations.AddConstraint(
            "pinpicture", models.CheckConstraint(condition=models.Q(position__lt=10), name="pin_picture_most")
        ),
    ]
