"""A logo was taken in as the file that somebody sent and was served nowhere: it is not taken any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial")]

    operations = [migrations.RemoveField(model_name="municipality", name="logo")]
