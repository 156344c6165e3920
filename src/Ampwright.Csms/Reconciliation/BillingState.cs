namespace Ampwright.Csms.Reconciliation;

/// <summary>Whether a transaction may be billed. The names are in the API.</summary>
internal enum BillingState
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>It has ended, or was marked, and was not examined yet.</summary>
    Pending,

    /// <summary>A case about it is open: not to be billed.</summary>
    Suspect,

    /// <summary>A case about it was closed against it.</summary>
    NotBillable,

    /// <summary>It was examined, and nothing stands against it.</summary>
    Billable,
}
