namespace Ampwright.Station.Connection;

/// <summary>Why a connection could not be opened, as far as it concerns security.</summary>
public enum NetworkFault
{
    /// <summary>Nothing about security: nobody there, no answer, another protocol.</summary>
    Unreachable,

    /// <summary>The CSMS does not take the station's password or identity (HTTP 401, 403).</summary>
    Refused,

    /// <summary>The CSMS's certificate does not lead to a root of the station, is not for its host, or is not valid.</summary>
    ServerCertificate,

    /// <summary>The CSMS offers no version of TLS that is allowed.</summary>
    TlsVersion,

    /// <summary>The CSMS and the station have no allowed cipher suite in common.</summary>
    TlsCipherSuite,

    /// <summary>The CSMS does not take the station's certificate.</summary>
    ClientCertificate,

    /// <summary>The CSMS did not ask for the station's certificate: it takes another security profile.</summary>
    OtherProfile,
}
