from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="is_held",
            field=models.BooleanField(db_default=False, verbose_name="venter på mailserveren"),
        ),
    ]
