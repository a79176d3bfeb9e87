from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_the_desk")]

    operations = [
        migrations.AlterField(
            model_name="savedview", name="question", field=models.CharField(blank=True, max_length=2000)
        ),
    ]
