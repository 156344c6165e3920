using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>What a file of certificate revocation lists takes back. The file is the operator's own, so its signatures are not checked.</summary>
internal sealed class RevocationLists
{
    private readonly IReadOnlyList<RevocationList> _lists;

    private RevocationLists(IReadOnlyList<RevocationList> lists)
    {
        _lists = lists;
    }

    public static RevocationLists None { get; } = new([]);

    /// <exception cref="TlsFileException">The file holds no CRL.</exception>
    public static RevocationLists Read(string file)
    {
        try
        {
            if (RevocationList.Read(File.ReadAllBytes(file), out var lists) is { } failure)
                throw new TlsFileException(file, $"must hold certificate revocation lists, as PEM or one as DER: {failure.Explanation}");
            return new RevocationLists(lists);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TlsFileException(file, $"must hold certificate revocation lists, as PEM or one as DER: {failure.Message}", failure);
        }
    }

    public bool Contains(X509Certificate2 certificate) => _lists.Any(list => list.Revokes(certificate));
}
