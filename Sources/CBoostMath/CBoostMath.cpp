#include "CBoostMath.h"

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <cmath>
#include <limits>

namespace {

namespace math = boost::math;
using namespace boost::math::policies;

// Errors set errno and return NaN or infinity; a quantile of a discrete distribution is not used.
using Quiet = policy<
    domain_error<errno_on_error>, pole_error<errno_on_error>, overflow_error<errno_on_error>,
    underflow_error<ignore_error>, denorm_error<ignore_error>, evaluation_error<errno_on_error>,
    rounding_error<errno_on_error>, indeterminate_result_error<errno_on_error>>;
using Real = long double;
using Normal = math::normal_distribution<Real, Quiet>;
using StudentT = math::students_t_distribution<Real, Quiet>;
using FisherF = math::fisher_f_distribution<Real, Quiet>;
using ChiSquared = math::chi_squared_distribution<Real, Quiet>;
using Gamma = math::gamma_distribution<Real, Quiet>;
using Beta = math::beta_distribution<Real, Quiet>;
using Poisson = math::poisson_distribution<Real, Quiet>;
using Binomial = math::binomial_distribution<Real, Quiet>;

// The last guard of the C boundary: whatever a distribution throws in spite of its policy is NaN.
template <class Evaluation>
double guarded(Evaluation evaluation) noexcept {
  try {
    return static_cast<double>(evaluation());
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

template <class Distribution, class... Parameters>
double density(double x, Parameters... parameters) noexcept {
  return guarded([=] { return math::pdf(Distribution(Real(parameters)...), Real(x)); });
}

template <class Distribution, class... Parameters>
double cumulative(double x, Parameters... parameters) noexcept {
  return guarded([=] { return math::cdf(Distribution(Real(parameters)...), Real(x)); });
}

template <class Distribution, class... Parameters>
double upper_tail(double x, Parameters... parameters) noexcept {
  return guarded([=] {
    return math::cdf(math::complement(Distribution(Real(parameters)...), Real(x)));
  });
}

template <class Distribution, class... Parameters>
double quantile(double p, Parameters... parameters) noexcept {
  return guarded([=] { return math::quantile(Distribution(Real(parameters)...), Real(p)); });
}

template <class Distribution, class... Parameters>
double upper_quantile(double q, Parameters... parameters) noexcept {
  return guarded([=] {
    return math::quantile(math::complement(Distribution(Real(parameters)...), Real(q)));
  });
}

// P(angle <= atan(y / x)) for an angle uniform in 0...pi: the law behind t(1) and F(1, 1). Boost
// takes asin(sqrt(1 - z)) there, which keeps half of the digits where z is small.
double share_of_angle(Real y, Real x) noexcept {
  return static_cast<double>(std::atan2(y, x) / math::constants::pi<Real>());
}

}  // namespace

double cboost_normal_density(double x) { return density<Normal>(x); }
double cboost_normal_cumulative(double x) { return cumulative<Normal>(x); }
double cboost_normal_upper_tail(double x) { return upper_tail<Normal>(x); }
double cboost_normal_quantile(double p) { return quantile<Normal>(p); }
double cboost_normal_upper_quantile(double q) { return upper_quantile<Normal>(q); }

// Boost 1.74 has no quantile for the limit of infinitely many degrees of freedom.
double cboost_student_t_density(double x, double df) {
  return std::isinf(df) ? density<Normal>(x) : density<StudentT>(x, df);
}
double cboost_student_t_cumulative(double x, double df) {
  return df == 1 ? share_of_angle(1, -Real(x)) : cumulative<StudentT>(x, df);
}
double cboost_student_t_upper_tail(double x, double df) {
  return df == 1 ? share_of_angle(1, x) : upper_tail<StudentT>(x, df);
}
double cboost_student_t_quantile(double p, double df) {
  return std::isinf(df) ? quantile<Normal>(p) : quantile<StudentT>(p, df);
}
double cboost_student_t_upper_quantile(double q, double df) {
  return std::isinf(df) ? upper_quantile<Normal>(q) : upper_quantile<StudentT>(q, df);
}

double cboost_f_density(double x, double m, double n) { return density<FisherF>(x, m, n); }
double cboost_f_cumulative(double x, double m, double n) {
  if (m == 1 && n == 1 && x >= 0) return 2 * share_of_angle(std::sqrt(Real(x)), 1);
  return cumulative<FisherF>(x, m, n);
}
double cboost_f_upper_tail(double x, double m, double n) {
  if (m == 1 && n == 1 && x >= 0) return 2 * share_of_angle(1, std::sqrt(Real(x)));
  return upper_tail<FisherF>(x, m, n);
}
double cboost_f_quantile(double p, double m, double n) { return quantile<FisherF>(p, m, n); }
double cboost_f_upper_quantile(double q, double m, double n) {
  return upper_quantile<FisherF>(q, m, n);
}

double cboost_chi_squared_density(double x, double df) { return density<ChiSquared>(x, df); }
double cboost_chi_squared_cumulative(double x, double df) { return cumulative<ChiSquared>(x, df); }
double cboost_chi_squared_upper_tail(double x, double df) { return upper_tail<ChiSquared>(x, df); }
double cboost_chi_squared_quantile(double p, double df) { return quantile<ChiSquared>(p, df); }
double cboost_chi_squared_upper_quantile(double q, double df) {
  return upper_quantile<ChiSquared>(q, df);
}

double cboost_gamma_density(double x, double shape, double scale) {
  return density<Gamma>(x, shape, scale);
}
double cboost_gamma_cumulative(double x, double shape, double scale) {
  return cumulative<Gamma>(x, shape, scale);
}
double cboost_gamma_upper_tail(double x, double shape, double scale) {
  return upper_tail<Gamma>(x, shape, scale);
}
double cboost_gamma_quantile(double p, double shape, double scale) {
  return quantile<Gamma>(p, shape, scale);
}
double cboost_gamma_upper_quantile(double q, double shape, double scale) {
  return upper_quantile<Gamma>(q, shape, scale);
}

double cboost_beta_density(double x, double a, double b) { return density<Beta>(x, a, b); }
double cboost_beta_cumulative(double x, double a, double b) { return cumulative<Beta>(x, a, b); }
double cboost_beta_upper_tail(double x, double a, double b) { return upper_tail<Beta>(x, a, b); }
double cboost_beta_quantile(double p, double a, double b) { return quantile<Beta>(p, a, b); }
double cboost_beta_upper_quantile(double q, double a, double b) {
  return upper_quantile<Beta>(q, a, b);
}

double cboost_binomial_probability(double k, double n, double p) {
  return density<Binomial>(k, n, p);
}
double cboost_binomial_cumulative(double k, double n, double p) {
  return cumulative<Binomial>(k, n, p);
}
double cboost_binomial_upper_tail(double k, double n, double p) {
  return upper_tail<Binomial>(k, n, p);
}

double cboost_poisson_probability(double k, double mean) { return density<Poisson>(k, mean); }
double cboost_poisson_cumulative(double k, double mean) { return cumulative<Poisson>(k, mean); }
double cboost_poisson_upper_tail(double k, double mean) { return upper_tail<Poisson>(k, mean); }
