"""Supporting a pin. The pin's own page is the same for everybody, so what is personal has an address of its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin
from kortet.pins.visitors import Visitor


@never_cache
def support(request: TownRequest, word: str) -> HttpResponse:
    """Whether this person supports the pin; POST `support` = 1 or 0 says so or takes it back.

    Of a pin that was merged, or whose process takes no support now, it can be taken back only.
    """
    pin = get_object_or_404(Pin.objects.of(request.municipality).read().as_rows(), word=word)
    visitor = Visitor(request)
    if request.method == "POST":
        return decided(request, pin, visitor)
    return shown(request, pin, visitor)


def shown(request: TownRequest, pin: Pin, visitor: Visitor, status: int = 200) -> HttpResponse:
    context = {"pin": pin, "supports": not visitor.is_new and pin.is_supported_by(visitor.person)}
    return render(request, "pins/support.html", context, status=status)


def decided(request: TownRequest, pin: Pin, visitor: Visitor) -> HttpResponse:
    if request.POST.get("support") == "1" and not pin.takes_support:
        return shown(request, pin, visitor, status=422)
    answer = redirect("support", word=pin.word)
    if request.POST.get("support") == "1" and pin.is_public:
        pin.take_support(visitor.person)
        visitor.remember(answer)
    elif request.POST.get("support") == "0":
        pin.drop_support(visitor.person)
    return answer
