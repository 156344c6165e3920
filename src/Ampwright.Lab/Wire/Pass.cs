using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Lab.Wire;

/// <summary>How the lab's station comes to a CSMS: by which security profile, and what it proves itself by.</summary>
/// <param name="Profile">0 to 3: from 2 on with TLS.</param>
/// <param name="Password">For profiles 0 to 2; null for no basic authentication.</param>
/// <param name="Certificate">With its key, for profile 3.</param>
internal sealed record Pass(int Profile, byte[]? Password = null, X509Certificate2? Certificate = null);
