using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class SigningRequestTests
{
    private static readonly SubjectRules Rules = new() { SerialNumber = "SN-0815", CpoName = "Ä & Co, Ltd" };

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcP256)]
    public void A_stations_request_is_read_back_by_the_authority(KeyKind kind)
    {
        using var key = SigningRequest.CreateKey(kind);
        var pem = SigningRequest.Write(key, "SN-0815", "Ä & Co, Ltd");
        Assert.InRange(pem.Length, 1, SigningRequest.Longest);
        Assert.DoesNotContain('\r', pem);
        Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);

        Assert.Null(SigningRequest.Read(pem, out var request));
        Assert.Equal(("SN-0815", "Ä & Co, Ltd"), (request!.CommonName, request.Organization));
        Assert.Equal(new PublicKey(key).ExportSubjectPublicKeyInfo(), request.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Null(request.Check(Rules));
        Assert.Equal(CertificateFault.CommonName, request.Check(Rules with { SerialNumber = "SN-0816" })!.Fault);
        Assert.Equal(CertificateFault.Organization, request.Check(Rules with { CpoName = "Else" })!.Fault);
        Assert.Null(request.Check(SubjectRules.None));
    }

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcP256)]
    public async Task Openssl_verifies_a_stations_request_and_sees_its_subject_and_use(KeyKind kind)
    {
        using var openssl = OpenSsl.FindOrSkip();
        using var key = SigningRequest.CreateKey(kind);
        openssl.Put("request.pem", SigningRequest.Write(key, "SN-0815", "CPO"));
        var said = await openssl.RunAsync("req", "-in", "request.pem", "-verify", "-noout", "-text", "-nameopt", "RFC2253");
        Assert.Contains("verify OK", said, StringComparison.Ordinal);
        Assert.Contains("Subject: CN=SN-0815,O=CPO", said, StringComparison.Ordinal);
        Assert.Contains("Digital Signature", said, StringComparison.Ordinal);
        Assert.Contains("TLS Web Client Authentication", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:2048", "sha256", null)]
    [InlineData("rsa:2048", "sha512", null)]
    [InlineData("rsa:3072", "sha256", null, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")]
    [InlineData("ec", "sha384", null, "-pkeyopt", "ec_paramgen_curve:P-384")]
    [InlineData("rsa:1024", "sha256", CertificateFault.KeyTooWeak)]
    [InlineData("rsa:2048", "sha1", CertificateFault.SignatureAlgorithm)]
    [InlineData("ed25519", "sha256", CertificateFault.KeyUnknown)]
    public async Task Requests_that_openssl_made_are_read(string key, string hash, CertificateFault? fault, params string[] options)
    {
        using var openssl = OpenSsl.FindOrSkip();
        await openssl.RunAsync(["req", "-new", "-newkey", key, .. options, $"-{hash}", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj", "/O=CPO/CN=SN-0815"]);
        Assert.Equal(fault, SigningRequest.Read(openssl.Text("request.pem"), out var request)?.Fault);
        if (fault is null) Assert.Equal(("SN-0815", "CPO"), (request!.CommonName, request.Organization));
    }

    [Fact]
    public void A_request_with_a_subjectAltName_breaks_the_rules()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("csms.example.com");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("O=CPO, CN=SN-0815", key, HashAlgorithmName.SHA256);
        made.CertificateExtensions.Add(names.Build());
        Assert.Null(SigningRequest.Read(made.CreateSigningRequestPem(), out var request));
        Assert.Equal(CertificateFault.AlternativeName, request!.Check(new SubjectRules { SerialNumber = "SN-0815" })!.Fault);
    }

    [Fact]
    public void A_request_has_to_be_signed_with_the_key_it_asks_for()
    {
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        var pem = SigningRequest.Write(key, "SN-0815", "CPO");
        var bytes = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
        bytes[^1] ^= 1;
        Assert.Equal(CertificateFault.SignatureInvalid, SigningRequest.Read(PemEncoding.WriteString("CERTIFICATE REQUEST", bytes), out var request)!.Fault);
        Assert.Null(request);
    }

    [Fact]
    public void Requests_with_other_line_ends_and_the_old_label_are_read()
    {
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        var pem = SigningRequest.Write(key, "SN-0815", "CPO");
        Assert.Null(SigningRequest.Read(pem.Replace("\n", "\r\n", StringComparison.Ordinal), out _));
        Assert.Null(SigningRequest.Read(pem.Replace("\n", "%0A", StringComparison.Ordinal), out _));
        Assert.Null(SigningRequest.Read(pem.Replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", StringComparison.Ordinal), out _));
    }

    [Theory]
    [InlineData("", CertificateFault.NotPem)]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----", CertificateFault.Unreadable)]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", CertificateFault.UnexpectedContent)]
    public void What_is_no_request_is_named(string text, CertificateFault fault) => Assert.Equal(fault, SigningRequest.Read(text, out _)!.Fault);

    [Fact]
    public void A_request_longer_than_its_message_is_refused() =>
        Assert.Equal(CertificateFault.TooLong, SigningRequest.Read(new string('A', SigningRequest.Longest + 1), out _)!.Fault);

    [Fact]
    public void A_request_without_a_serial_number_or_a_CPO_is_not_written()
    {
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        Assert.Throws<ArgumentException>(() => SigningRequest.Write(key, "", "CPO"));
        Assert.Throws<ArgumentException>(() => SigningRequest.Write(key, "SN-0815", " "));
    }
}
