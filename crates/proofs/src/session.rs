//! One process of the solver, and the two questions that it is asked.

use crate::{NoProof, example, solver::Ready};
use cedar_policy::{EntityId, EntityTypeName, EntityUid, Policy, PolicySet, RequestEnv, Schema};
use cedar_policy_symcc::{
    CedarSymCompiler, CompiledPolicy, CompiledPolicySet, CompiledSchema, SymEnv, solver::LocalSolver,
};
use charter::{Facts, vocabulary};
use std::time::Duration;
use tokio::process::Command;

/// A process of the solver that knows the schema.
pub(crate) struct Session {
    compiler: CedarSymCompiler<LocalSolver>,
    schema: CompiledSchema,
    asked: usize,
}

impl Session {
    /// Starts it. No single question takes it longer than this.
    pub fn open(ready: &Ready, longest: Duration) -> Result<Self, NoProof> {
        let mut command = Command::new(&ready.program);
        command.args(["--lang", "smt"]).arg(format!("--tlimit-per={}", longest.as_millis())).kill_on_drop(true);
        let solver = LocalSolver::from_command(&mut command).map_err(NoProof::broke)?;
        let compiler = CedarSymCompiler::new(solver).map_err(NoProof::broke)?;
        let (schema, _) = Schema::from_cedarschema_str(&vocabulary::schema()).map_err(NoProof::broke)?;
        Ok(Self { compiler, schema: CompiledSchema::new(&schema).map_err(NoProof::broke)?, asked: 0 })
    }

    /// How many questions it was asked.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// A request for this act which the one set of policies allows and the other does not; none where there is none at all.
    pub async fn only_in(&mut self, act: &str, one: &str, other: &str) -> Result<Option<Facts>, NoProof> {
        self.asked += 1;
        let (one, other) = (self.compiled(act, one)?, self.compiled(act, other)?);
        let found = self.compiler.check_implies_with_counterexample_opt(&one, &other).await.map_err(NoProof::broke)?;
        found.map(|found| example::facts_of(&found, act)).transpose()
    }

    /// Whether a policy can fail on some request for this act.
    pub async fn can_fail(&mut self, act: &str, policy: &str) -> Result<bool, NoProof> {
        self.asked += 1;
        let (env, symbolic) = self.environment(act)?;
        let policy = Policy::parse(None, policy).map_err(NoProof::broke)?;
        let policy = CompiledPolicy::compile_with_custom_symenv(&policy, &env, self.schema.schema(), symbolic);
        let never = self.compiler.check_never_errors_opt(&policy.map_err(NoProof::broke)?).await;
        never.map(|never| !never).map_err(NoProof::broke)
    }

    fn compiled(&self, act: &str, policies: &str) -> Result<CompiledPolicySet, NoProof> {
        let (env, symbolic) = self.environment(act)?;
        let policies: PolicySet = policies.parse().map_err(NoProof::broke)?;
        CompiledPolicySet::compile_with_custom_symenv(&policies, &env, self.schema.schema(), symbolic)
            .map_err(NoProof::broke)
    }

    fn environment(&self, act: &str) -> Result<(RequestEnv, SymEnv), NoProof> {
        let kind = |name: &str| name.parse::<EntityTypeName>().map_err(NoProof::broke);
        let action = EntityUid::from_type_name_and_id(kind("Action")?, EntityId::new(act));
        let env = RequestEnv::new(kind("Person")?, action, kind("Thing")?);
        let symbolic = self.schema.sym_env(&env).map_err(NoProof::broke)?;
        Ok((env, symbolic))
    }
}
