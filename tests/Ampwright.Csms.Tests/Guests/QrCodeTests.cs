using Ampwright.Csms.Guests;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Guests;

[Once]
public sealed class QrCodeTests
{
    [Fact]
    public void What_is_drawn_is_read_again_in_every_version()
    {
        var sizes = new HashSet<int>();
        for (var length = 1; length <= 213; length++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(at => (char)('!' + (((at * 31) + (length * 7)) % 90))));
            var code = QrCode.Of(text)!;
            sizes.Add(code.Size);
            Assert.Equal(text, QrReader.Read(code.ToSvg()));
        }
        Assert.Equal(10, sizes.Count);
    }

    [Fact]
    public void Text_beyond_ASCII_is_kept_and_too_much_of_it_has_no_code()
    {
        Assert.Equal("Straße 5 – €", QrReader.Read(QrCode.Of("Straße 5 – €")!.ToSvg()));
        Assert.Null(QrCode.Of(new string('x', 214)));
    }
}
