using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.StationCertificates;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>The steps that give a station what it needs for the profile. Each can be done twice without harm.</summary>
internal sealed class UpgradePreparation(SecureEntrance entrance)
{
    /// <summary>A person has to bring the chain.</summary>
    private static readonly TimeSpan PatienceWithPeople = CommandDesk.LongestLifetime;

    /// <summary>Stations connect anew by a key that they took; what is sent in that moment would be lost.</summary>
    private static readonly TimeSpan KeySettles = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LeftOfCertificate = TimeSpan.FromDays(30);

    /// <param name="turn">The look.</param>
    /// <param name="key">The key to set; null where it was the operator's and is forgotten.</param>
    public static void SetKey(UpgradeTurn turn, Func<byte[]?> key)
    {
        if (turn.Step.State == StepState.Waiting)
        {
            Send(again: false);
            return;
        }
        var command = turn.Command!;
        if (command.Agreed)
        {
            var settled = command.FinishedAt!.Value + KeySettles;
            if (command.AnswerStatus == "RebootRequired") turn.Done("the station uses its new key after a reset");
            else if (turn.Now >= settled || turn.Station.ConnectedAt > command.FinishedAt) turn.Done("the station has a key");
            else turn.Wait(settled, settled);
        }
        // Profile 0 asks for no password: a second key in the place of one that may have been taken locks nobody out.
        else if ((command.NotSent && command.State == CommandState.Failed) || (command.Unanswered && turn.MayTryAgain)) Send(again: true);
        else turn.Fail(command.InWords);

        void Send(bool again)
        {
            if (key() is { } bytes) turn.Send(new ChangeConfigurationRequest { Key = "AuthorizationKey", Value = Convert.ToHexString(bytes) }, again);
            else turn.Fail("The password that was given is not kept over a restart of the CSMS, nor sent twice. Begin the upgrade again.");
        }
    }

    public void InstallRoots(UpgradeTurn turn)
    {
        var (roots, why) = entrance.Roots(turn.Upgrade.RootCertificate);
        if (why is not null)
        {
            turn.Fail(why);
            return;
        }
        var held = InstalledCertificates.List(turn.Unit.Connection, turn.Station.StationId).Where(one => one.CertificateType == nameof(CertificateUse.CentralSystemRootCertificate)).ToList();
        var missing = roots.FirstOrDefault(root => !held.Exists(one => CertificateHashes.Matches(one.Hash, root, root)));
        if (missing is null) turn.Done("the station holds the root");
        else if (turn.Step.State == StepState.Waiting) Ask(again: false);
        else if (turn.Command is not { } command || command.NotSent) turn.Fail(turn.Command!.InWords);
        else if (command.Unanswered && turn.MayTryAgain) Ask(again: true);
        // One that cannot tell what it holds may take it all the same.
        else if (command.Action == Catalogue.GetInstalledCertificateIds.Name && !command.Unanswered) Install(missing);
        else if (command.Action == Catalogue.InstallCertificate.Name && command.Agreed && turn.MayTryAgain) Install(missing);
        else turn.Fail(command.InWords);

        void Ask(bool again) => turn.Send(new GetInstalledCertificateIdsRequest { CertificateType = CertificateUse.CentralSystemRootCertificate }, again);

        void Install(X509Certificate2 root) => turn.Send(new InstallCertificateRequest
        {
            CertificateType = CertificateUse.CentralSystemRootCertificate,
            Certificate = CertificateChain.Write([root]),
        }, again: true);
    }

    public void TellName(UpgradeTurn turn)
    {
        if (turn.Step.State == StepState.Waiting)
        {
            if (ConfigurationStore.Value(turn.Unit.Connection, turn.Station.StationId, "CpoName") == entrance.Organisation) turn.Done("the station knows it");
            else Send(again: false);
            return;
        }
        var command = turn.Command!;
        if (command.Agreed) turn.Done(command.InWords);
        else if (command.NotSent) turn.Fail(command.InWords);
        else if (command.Unanswered && turn.MayTryAgain) Send(again: true);
        else if (command.Unanswered) turn.Fail(command.InWords);
        // It may know it from elsewhere: what it asks to have signed shows.
        else turn.Skip(command.InWords);

        void Send(bool again) => turn.Send(new ChangeConfigurationRequest { Key = "CpoName", Value = entrance.Organisation }, again);
    }

    public void HaveCertificate(UpgradeTurn turn)
    {
        if (turn.Step.State == StepState.Waiting)
        {
            if (Held(turn) is { } holds) turn.Done($"the station holds one until {holds.ExpiresAt:yyyy-MM-dd}");
            else Ask(again: false);
            return;
        }
        if (CertificateRequests.Newest(turn.Unit.Connection, turn.Station.StationId) is { } request && request.ReceivedAt >= turn.Step.BeganAt)
        {
            Follow(turn, request);
            return;
        }
        var command = turn.Command!;
        var deadline = (command.FinishedAt ?? turn.Now) + turn.Upgrade.Patience;
        if (command.Agreed && turn.Now < deadline) turn.Wait(deadline, deadline, "waits for the station's request");
        else if (command.Agreed) turn.Fail($"The station agreed to ask for a certificate and sent no SignCertificate in {turn.Upgrade.Patience.TotalMinutes:0} minutes.");
        else if (command.Unanswered && turn.MayTryAgain) Ask(again: true);
        else turn.Fail(command.InWords);

        void Ask(bool again) => turn.Send(new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.SignChargePointCertificate }, again);
    }

    private void Follow(UpgradeTurn turn, CertificateRequestRecord request)
    {
        switch (request.State)
        {
            case CertificateRequestState.Installed when entrance.WhyNot(request.Chain!, ExpectedName(turn)) is { } why:
                turn.Fail($"The station took a certificate by which it would not be let in: {why}.");
                break;
            case CertificateRequestState.Installed:
                turn.Done($"certificate request {request.RequestId}: the station took {request.SerialNumber}");
                break;
            case CertificateRequestState.Refused:
                turn.Fail($"certificate request {request.RequestId} was refused: {request.Why}");
                break;
            case CertificateRequestState.Failed when turn.MayTryAgain && StepCommand.Find(turn.Unit.Connection, request.CommandId) is { Unanswered: true }:
                turn.CountAttempt();
                CertificateRequests.Send(turn.Unit, request, request.Chain!, turn.Upgrade.RequestedBy);
                Wait(turn.Upgrade.Patience, "the certificate is sent again");
                break;
            case CertificateRequestState.Failed:
                turn.Fail($"certificate request {request.RequestId} failed: {request.Why}");
                break;
            case CertificateRequestState.Waiting when request.Issuer == CertificateIssuer.External:
                Wait(PatienceWithPeople, $"fetch /api/v1/certificate-requests/{request.RequestId}/csr, and bring the chain");
                break;
            default:
                Wait(turn.Upgrade.Patience, $"certificate request {request.RequestId} is under way");
                break;
        }

        void Wait(TimeSpan patience, string what)
        {
            var deadline = (request.IssuedAt ?? request.ReceivedAt) + patience;
            if (turn.Now < deadline) turn.Wait(deadline, deadline, what);
            else turn.Fail($"Certificate request {request.RequestId} is {request.State} still.");
        }
    }

    private CertificateRequestRecord? Held(UpgradeTurn turn)
    {
        var newest = CertificateRequests.Newest(turn.Unit.Connection, turn.Station.StationId, CertificateRequestState.Installed);
        return newest is { Chain: { } chain } held && held.ExpiresAt > turn.Now + LeftOfCertificate && entrance.WhyNot(chain, ExpectedName(turn)) is null ? held : null;
    }

    private static string ExpectedName(UpgradeTurn turn) => turn.Station.CertificateName ?? turn.Station.Identity;
}
