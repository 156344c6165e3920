using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Access;

[Once]
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_RFC_6238_appendix_B(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    [Fact]
    public void Codes_of_six_digits_are_those_of_RFC_4226_appendix_D() => Assert.Equal(
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"],
        Enumerable.Range(0, 10).Select(step => Totp.CodeAt(Secret, step)));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_RFC_4648_has_it_without_padding(string secret, string text) => Assert.Equal(text, Totp.ToText(Encoding.ASCII.GetBytes(secret)));

    [Fact]
    public void A_code_holds_one_step_before_and_after_and_only_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var step = Totp.StepAt(now);
        foreach (var near in (long[])[step - 1, step, step + 1]) Assert.Equal(near, Totp.Match(Secret, Totp.CodeAt(Secret, near), now, after: 0));
        foreach (var far in (long[])[step - 2, step + 2]) Assert.Null(Totp.Match(Secret, Totp.CodeAt(Secret, far), now, after: 0));
        Assert.Null(Totp.Match(Secret, Totp.CodeAt(Secret, step), now, after: step));
        Assert.Equal(step + 1, Totp.Match(Secret, Totp.CodeAt(Secret, step + 1), now, after: step));
        Assert.Null(Totp.Match(Secret, "", now, after: 0));
    }
}
