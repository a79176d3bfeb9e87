"""Pictures made for tests: of every kind that is taken, with every secret that a phone writes into them."""

import io
import struct
import zlib

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

pillow_heif.register_heif_opener()
SECRET = "hemmelig-serie-4711"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>{SECRET}</note></x:xmpmeta>'.encode()
KINDS = ("jpg", "mpo", "png", "webp", "heic", "avif")


def drawn(width=400, height=300):
    """Red above, blue below: what is up is seen."""
    image = Image.new("RGB", (width, height), (30, 60, 200))
    ImageDraw.Draw(image).rectangle((0, 0, width, height // 3), fill=(210, 30, 30))
    return image


def facts(lng=10.13, lat=56.12, orientation=1):
    """EXIF as a phone writes it: serial number, orientation, position."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, SECRET, SECRET
    exif.get_ifd(0x8769)[0xA431] = SECRET
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N" if lat >= 0 else "S", angle(lat), "E" if lng >= 0 else "W", angle(lng)
    return exif


def angle(degrees):
    whole = int(abs(degrees))
    minutes = int((abs(degrees) - whole) * 60)
    return (float(whole), float(minutes), round(((abs(degrees) - whole) * 60 - minutes) * 60, 4))


def picture(kind="jpg", image=None, **exif):
    """The bytes of a picture with its secrets in every place that the kind has."""
    image = image or drawn()
    file, more = io.BytesIO(), {"exif": facts(**exif), "icc_profile": profile()}
    if kind == "png":
        more["pnginfo"] = text = PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    elif kind == "mpo":
        more |= {"save_all": True, "append_images": [drawn(40, 30)]}
    else:
        more["xmp"] = XMP
    if kind == "jpg":
        more["comment"] = SECRET.encode()
    formats = {"jpg": "JPEG", "heic": "HEIF"}
    image.save(file, formats.get(kind, kind.upper()), **more)
    return file.getvalue()


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def sent(data, name="foto.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, data, content_type=kind)


def png_header(width, height, data=b""):
    """A PNG that declares a size, with or without the pixels."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def frames(kind, count):
    """A film of many frames."""
    file, images = io.BytesIO(), [Image.new("RGB", (16, 16), (n % 255, 0, 0)) for n in range(count)]
    images[0].save(file, kind, save_all=True, append_images=images[1:])
    return file.getvalue()
