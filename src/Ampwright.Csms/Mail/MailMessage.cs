using System.Globalization;
using System.Text;

namespace Ampwright.Csms.Mail;

/// <summary>A mail of plain text.</summary>
/// <param name="From">The sender's address; see <see cref="IsAddress"/>.</param>
/// <param name="To">The one receiver's.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Lines ended by a line feed.</param>
/// <param name="Id">What stands before the @ of its Message-ID: the same for every try of the same mail.</param>
internal sealed record MailMessage(string From, string To, string Subject, string Text, string Id)
{
    private const int LineOfBase64 = 76;
    private const int BytesOfWord = 39;

    /// <summary>Whether it is an address that can stand in a command of SMTP as it is: ASCII, one @, nothing that would end it early.</summary>
    public static bool IsAddress(string text) =>
        text.Length is >= 3 and <= 254 && text.IndexOf('@', StringComparison.Ordinal) is var at && at is > 0 and <= 64 && at == text.LastIndexOf('@') && at < text.Length - 1
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || ".!#$%&'*+/=?^_`{|}~-@".Contains(letter, StringComparison.Ordinal));

    /// <summary>As it goes over the line (RFC 5322): lines ended by CR LF, none longer than 78 characters but for addresses, none that is a point alone.</summary>
    public string ToWire(DateTimeOffset now)
    {
        var wire = new StringBuilder();
        wire.Append("From: Ampwright CSMS <").Append(From).Append(">\r\nTo: <").Append(To).Append(">\r\nSubject: ").Append(Words(Subject))
            .Append("\r\nDate: ").Append(now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture))
            .Append("\r\nMessage-ID: <").Append(Id).Append('@').Append(From[(From.IndexOf('@', StringComparison.Ordinal) + 1)..])
            // Nobody's holiday notice is to answer it (RFC 3834).
            .Append(">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        for (var at = 0; at < body.Length; at += LineOfBase64) wire.Append(body.AsSpan(at, Math.Min(LineOfBase64, body.Length - at))).Append("\r\n");
        return wire.ToString();
    }

    /// <summary>Encoded words of RFC 2047, each of whole characters.</summary>
    private static string Words(string subject)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in subject.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > BytesOfWord) End();
            word.AddRange(bytes);
        }
        End();
        return string.Join("\r\n ", words);

        void End()
        {
            if (word.Count > 0) words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
